import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FuzzedEndpoint } from './fuzzed-endpoint';
import { insideObject } from './hostile-body';
import type { Oracle } from './oracle';
import type { SeededRandom } from '../seeded-random';
import type { SignedRequest } from './mac-forgeries';
import type { ValueRequest } from './value-forgeries';
import { withHeader, type Header, type WireRequest } from './wire-request';

/** A provider's sender, with everything that it knows. */
export interface Sender {
  readonly endpoint: FuzzedEndpoint;
  readonly oracle: Oracle;
  readonly otherSecrets: readonly string[];
  readonly random: SeededRandom;
  /** Returns a new number for each request. */
  readonly nextNumber: () => number;
}

/** A genuine request, with the facts that a forger needs. */
export type GenuineRequest =
  ({ readonly kind: 'mac' } & SignedRequest) | ({ readonly kind: 'value' } & ValueRequest);

/** Makes a genuine request with a new body, with one of the two secrets or with the current one. */
export function genuineRequest(sender: Sender, stage?: 'current'): GenuineRequest {
  const { endpoint, oracle, otherSecrets, random } = sender;
  const { scheme } = endpoint;
  const secrets = oracle.secrets();
  const secret = !stage && random.chance(0.3) ? secrets.previous : secrets.current;
  const plain: WireRequest = { headers: headersOf(endpoint), body: newBody(sender, secret) };
  const common = { secret, secrets, otherSecrets, random };
  if (scheme.kind === 'value') {
    const { header } = scheme;
    const request = header === undefined ? { ...plain, token: secret } : withHeader(plain, header, secret);
    return { ...common, kind: 'value', header, request };
  }
  const { urls, algorithms } = scheme;
  const [url, algorithm] = [random.pick(urls), random.pick(algorithms)];
  const signature = oracle.sign({ algorithm, secret, url, body: plain.body });
  const request = withHeader(plain, 'X-Syngrafii-Signature', signature);
  const otherBody = newBody(sender, secret);
  return { ...common, kind: 'mac', request, url, urls, algorithms, algorithm, signature, otherBody };
}

/** Takes a body of the provider's fixtures and adds a canary, so that it can be found in logs. */
function newBody({ endpoint, random, nextNumber }: Sender, secret: string): Buffer {
  const body = insideObject(random.pick(fixturesOf(endpoint)), `"fuzz":"canary ${nextNumber()}",`);
  // Sign.Plus repeats the address in its body, and a provider may do so in any form.
  if (endpoint.scheme.kind === 'mac' || random.chance(0.6)) return body;
  return insideObject(body, `"webhook":"${random.pick(disguises)(secret)}",`);
}

const disguises: readonly ((secret: string) => string)[] = [
  (secret) => `https://hooks.example.com/webhooks/any/${secret}`,
  (secret) => `${secret}, ${secret}`,
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => Buffer.from(`{"token":"${secret}"}`).toString('base64'),
];

const fixtures = new Map<string, readonly Buffer[]>();

function fixturesOf({ provider }: FuzzedEndpoint): readonly Buffer[] {
  const known = fixtures.get(provider);
  if (known) return known;
  const folder = join(__dirname, '..', 'fixtures', provider);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const read = names
    .map((name) => readFileSync(join(folder, name)))
    .filter((body) => body.length < 10_000 && body.includes('{'));
  fixtures.set(provider, read);
  return read;
}

function headersOf({ provider, scheme }: FuzzedEndpoint): readonly Header[] {
  const own: Partial<Record<typeof provider, readonly Header[]>> = {
    kingsign: [
      ['X-Webhook-Type', 'document.updated'],
      ['X-Webhook-Source', 'Kingsign-API'],
    ],
  };
  const common: readonly Header[] = [
    ['Content-Type', 'application/json'],
    ['User-Agent', scheme.kind === 'mac' ? 'Syngrafii/4' : 'node'],
    ['Accept', '*/*'],
  ];
  return [...common, ...(own[provider] ?? [])];
}
