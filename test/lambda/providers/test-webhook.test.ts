import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { providerIdSchema, type ProviderId } from '../../../lambda/contracts/ids';
import { signingEventTypeSchema } from '../../../lambda/contracts/signing-event';
import { isTestEnvelope } from '../../../lambda/contracts/test-envelope';
import { hasSecretForm } from '../../../lambda/kit/secret-form';
import { isTestMark } from '../../../lambda/proof/test-mark';
import { eventReaders, webhookVerifiers } from '../../../lambda/providers';
import { registrationGuides } from '../../../lambda/providers/registration-guides';
import { makeTestWebhook, triggerableTypes } from '../../../lambda/providers/test-webhook';

const secret = 'a-secret-of-this-endpoint-with-43-characters';
const now = new Date('2026-11-28T12:00:00.000Z');
const base = 'https://hooks.example.com/webhooks/leases';
const registeredUrl = 'https://old.example.com/a';
const options = { registeredUrls: [registeredUrl, base] };

function orderOf(provider: ProviderId) {
  const address = provider === 'sign-plus' || provider === 'kingsign' ? `${base}/${secret}` : base;
  return { provider, endpoint: 'leases', address, secret, registeredUrl, now, newId: randomUUID };
}

/** The types of `docs/events.md`. */
const documentedTypes = signingEventTypeSchema.options;

const cases = providerIdSchema.options.flatMap((provider) =>
  triggerableTypes(provider).map((type) => [provider, type] as const),
);

it('every type of event can be caused by some provider', () => {
  expect(new Set(cases.map(([, type]) => type))).toEqual(new Set(documentedTypes));
});

it('a provider sends each type that its webhooks become by the page, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'events.md'), 'utf8');
  for (const provider of providerIdSchema.options) {
    const [, section = ''] = page.split(`### ${registrationGuides[provider].title}\n`);
    const [part = ''] = section.split('\n#');
    // The first column has the provider's names.
    const table = part.replaceAll(/^\|[^|]*\|/gm, '');
    const short = [...table.matchAll(/`(\.\w+)`/g)].map(([, end]) => `template${end}`);
    const named = [...table.matchAll(/`(\w+\.[\w-]+)`/g)]
      .map(([, name]) => name!)
      .filter((name) => documentedTypes.some((type) => type === name));
    const expected = new Set([
      ...named,
      ...short,
      'provider.event',
      'envelope.archived',
      'envelope.archive-failed',
    ]);

    expect([provider, new Set(triggerableTypes(provider))]).toEqual([provider, expected]);
  }
});

describe.each(cases)('the test webhook of %s for %s', (provider, type) => {
  const webhook = makeTestWebhook({ ...orderOf(provider), type })!;
  const urlToken = webhook.url.split('/')[5];
  const request = {
    headers: webhook.headers,
    body: webhook.body,
    ...(urlToken !== undefined && { urlToken }),
  };
  const verifier = webhookVerifiers[provider];

  it('is genuine, and only with this secret', () => {
    const verify = verifier.configure(options);

    expect(verify(request, [{ stage: 'current', value: secret }]).kind).toBe('genuine');
    expect(verify(request, [{ stage: 'current', value: `another-${secret}` }]).kind).toBe('mismatch');
    expect(hasSecretForm(secret, verifier.secretForm)).toBe(true);
  });

  it('has a right mark', () => {
    const mark = webhook.headers['esign-test'];

    expect(isTestMark(mark, { secret, endpoint: 'leases', body: webhook.body, now: now.getTime() })).toBe(
      true,
    );
  });

  it('becomes that event, about a test envelope, without a problem', () => {
    const event = eventReaders[provider](webhook.body);

    const cause = type.startsWith('envelope.archive') ? 'envelope.completed' : type;
    expect(event).toMatchObject({ type: cause, envelope: { id: webhook.envelopeId } });
    expect(event).not.toHaveProperty('problem');
    expect(event).not.toHaveProperty('test');
    expect(isTestEnvelope(event.envelope!.id)).toBe(true);
  });

  it('differs from the next one', () => {
    const next = makeTestWebhook({ ...orderOf(provider), type })!;

    expect(eventReaders[provider](next.body).key).not.toEqual(eventReaders[provider](webhook.body).key);
    expect(next.envelopeId).not.toBe(webhook.envelopeId);
  });
});

/** The paths of all fields, without the numbers of list items. */
function fieldsOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, `${path}.${key}`));
}

it.each(cases)('the body of %s for %s has no field that the provider does not send', (provider, type) => {
  const folder = join(__dirname, '..', '..', 'fixtures', provider);
  const known = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => fieldsOf(JSON.parse(readFileSync(join(folder, name), 'utf8'))));

  const { body } = makeTestWebhook({ ...orderOf(provider), type })!;

  // A list or an object that is empty or null in a fixture counts as known.
  const isKnown = (field: string) => known.some((one) => one === field || field.startsWith(`${one}.`));
  expect(fieldsOf(JSON.parse(body.toString())).filter((field) => !isKnown(field))).toEqual([]);
});

it('what a provider does not send has no test webhook', () => {
  expect(makeTestWebhook({ ...orderOf('sign-plus'), type: 'template.used' })).toBeUndefined();
});

it('iinked Sign may have only one algorithm', () => {
  const order = { ...orderOf('iinked-sign'), type: 'envelope.completed' as const };
  const pinned = { ...options, signatureAlgorithm: 'sha1' };
  const { headers, body } = makeTestWebhook({ ...order, signatureAlgorithm: 'sha1' })!;

  const verdict = webhookVerifiers['iinked-sign'].configure(pinned)({ headers, body }, [
    { stage: 'current', value: secret },
  ]);

  expect(verdict).toMatchObject({ kind: 'genuine', authenticity: 'hmac-sha1' });
});
