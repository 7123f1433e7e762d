import { parseSigningEvent } from '../../events';
import { signingEventTypeSchema } from '../../lambda/contracts/signing-event';
import { providerIdSchema } from '../../lambda/contracts/ids';
import { isTestMark } from '../../lambda/proof/test-mark';
import { triggerableTypes } from '../../lambda/providers/test-webhook';
import { sampleBridgeEvent, sampleEvent, testWebhookRequest } from '../../testing';
import { closedEventSchema } from '../closed-event-schema';

describe.each(signingEventTypeSchema.options)('a sample of %s', (type) => {
  it('has just the fields of the contract, and the parser reads it', () => {
    const event = sampleEvent(type);

    closedEventSchema.parse(event);
    expect(parseSigningEvent(sampleBridgeEvent(type))).toMatchObject({ type });
  });

  it('has a new id each time, and takes changes', () => {
    expect(sampleEvent(type).id).not.toBe(sampleEvent(type).id);
    expect(sampleEvent(type, { endpoint: 'leases', test: true })).toMatchObject({
      endpoint: 'leases',
      test: true,
      type,
    });
  });
});

it('a sample has the type that was asked for', () => {
  const { archive } = sampleEvent('envelope.archived');

  expect(archive.files?.[0]?.role).toBe('executed');
});

it('a sample of a test is not confirmed, as on the bus', () => {
  expect(sampleEvent('envelope.archived').confirmed).toBe(true);
  expect(sampleEvent('envelope.archived', { test: true }).confirmed).toBe(false);
});

it('an endpoint that accepts SHA-1 only gets a signature of SHA-1', () => {
  const target = { endpoint: 'e', address: 'https://h.example.com/e', secret: 's' };
  const of = (signatureAlgorithm: 'sha256' | 'sha1') =>
    testWebhookRequest({
      ...target,
      provider: 'iinked-sign',
      type: 'envelope.completed',
      signatureAlgorithm,
    }).headers['x-syngrafii-signature'];

  expect([of('sha256')?.length, of('sha1')?.length]).toEqual([44, 28]);
});

it('the source of a sample is that of its provider', () => {
  expect(sampleBridgeEvent('recipient.signed', { provider: 'kingsign' })).toMatchObject({
    source: 'esign.kingsign',
    'detail-type': 'recipient.signed',
  });
});

describe.each(providerIdSchema.options)('a test webhook of %s', (provider) => {
  const target = {
    provider,
    endpoint: 'leases',
    address: 'https://hooks.example.com/webhooks/leases',
    secret: 's3cret',
  };

  it.each(triggerableTypes(provider))('for %s has a right mark', (type) => {
    const { headers, body, method, envelopeId } = testWebhookRequest({ ...target, type });

    const marked = { secret: 's3cret', endpoint: 'leases', body: Buffer.from(body), now: Date.now() };
    expect(isTestMark(headers['esign-test'], marked)).toBe(true);
    expect([method, body.includes(envelopeId)]).toEqual(['POST', true]);
  });
});

it('an event that the provider does not send is an error, which names those that it sends', () => {
  const target = {
    provider: 'kingsign',
    endpoint: 'k',
    address: 'https://h.example.com/k',
    secret: 's',
  } as const;

  expect(() => testWebhookRequest({ ...target, type: 'template.used' })).toThrow(
    'kingsign sends no webhook for template.used. It can cause: envelope.updated, recipient.signed, envelope.completed, provider.event, envelope.archived, envelope.archive-failed.',
  );
});
