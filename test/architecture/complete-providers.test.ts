import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerIdSchema, type ProviderId } from '../../lambda/contracts/ids';
import { deliveryFacts, envelopeApis, eventReaders, webhookVerifiers } from '../../lambda/providers';
import { documentDrawings } from '../../lambda/providers/document-drawings';
import { registrationGuides } from '../../lambda/providers/registration-guides';
import { webhookRegistries } from '../../lambda/providers/webhook-registries';
import { EsignProvider } from '../../lib';
import * as lib from '../../lib';
import { subjects } from '../conformance/subjects';
import { providerCalls } from '../local-aws/matrix/provider-calls';

const root = join(__dirname, '..', '..');

/** The files of a provider, besides its lines in the registries. */
const providerFiles = (id: ProviderId): readonly string[] => [
  ...['verify', 'delivery', 'payload', 'events', 'api', 'answers', 'registration', 'webhook-registry'].map(
    (ability) => `lambda/providers/${id}/${ability}.ts`,
  ),
  `lib/providers/${id}.ts`,
  `bin/endpoints/${id}.ts`,
  `test/simulators/${id}/index.ts`,
  `test/fixtures/${id}/README.md`,
  `docs/providers/${id}.md`,
];

const pascal = (id: ProviderId) => id.replace(/(?:^|-)(\w)/g, (_, initial: string) => initial.toUpperCase());
const camel = (id: ProviderId) => pascal(id).replace(/^\w/, (initial) => initial.toLowerCase());

describe.each(providerIdSchema.options)('the provider %s is complete', (id) => {
  it.each(providerFiles(id))('with %s', (file) => {
    expect(existsSync(join(root, file))).toBe(true);
  });

  it('with bodies of its webhooks', () => {
    const fixtures = readdirSync(join(root, 'test/fixtures', id)).filter((name) => name.endsWith('.json'));

    expect(fixtures.length).toBeGreaterThan(1);
  });

  it('with a simulator that has the common interface', async () => {
    const { start } = (await import(join(root, 'test/simulators', id, 'index.ts'))) as {
      start: () => Promise<{ provider: string; apiUrl: string; close: () => Promise<void> }>;
    };
    const simulator = await start();

    expect(simulator.provider).toBe(id);
    expect(simulator.apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
    await simulator.close();
  });

  it('in every registry of the functions, and in the conformance suite', () => {
    const registries = [
      ...[webhookVerifiers, deliveryFacts, eventReaders, envelopeApis],
      ...[documentDrawings, registrationGuides, webhookRegistries],
    ];
    for (const registry of [...registries, subjects]) {
      expect(Object.keys(registry)).toContain(id);
    }
  });

  it('in the matrix of faults', () => {
    expect(providerCalls.map(({ provider }) => provider)).toContain(id);
  });

  it('in the construct', () => {
    expect(EsignProvider).toHaveProperty(camel(id));
    expect(Object.keys(lib)).toContain(`${camel(id)}Endpoint`);
  });

  it('in the README, with the name of its method', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');

    expect(readme).toMatch(new RegExp(`^\\| .*\\| \`${camel(id)}\` .*\\(docs/providers/${id}\\.md\\)`, 'm'));
    expect(readme).toContain(`"provider": "${id}"`);
  });

  it('with a guide for registering its address', () => {
    const { title, steps } = registrationGuides[id];

    expect(title).not.toBe('');
    expect(steps.filter((step) => step.includes('{address}'))).toHaveLength(1);
  });
});

test('no folder is left from a provider that is not in the registry', () => {
  for (const folder of ['lambda/providers', 'test/simulators', 'test/fixtures']) {
    const found = readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['kit', 'support'].includes(entry.name))
      .map(({ name }) => name);

    expect(found.sort()).toEqual([...providerIdSchema.options].sort());
  }
});
