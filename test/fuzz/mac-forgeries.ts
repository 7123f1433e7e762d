import { createHash } from 'node:crypto';
import { signatureHeader, type MacAlgorithm } from './fuzzed-endpoint';
import { brokenBodies, rewrittenBodies } from './hostile-body';
import { macOf, rawMac } from './mac';
import type { LiveSecrets } from './oracle';
import type { SeededRandom } from '../seeded-random';
import { withHeader, type WireRequest } from './wire-request';

/** A genuine request with a MAC, and the facts that a forger could know. */
export interface SignedRequest {
  readonly request: WireRequest;
  readonly url: string;
  readonly urls: readonly string[];
  /** The algorithms that the endpoint accepts. */
  readonly algorithms: readonly MacAlgorithm[];
  readonly secret: string;
  readonly secrets: LiveSecrets;
  /** The secrets of other endpoints. */
  readonly otherSecrets: readonly string[];
  readonly otherBody: Buffer;
  readonly algorithm: MacAlgorithm;
  readonly signature: string;
  readonly random: SeededRandom;
}

/** Makes a forgery with a MAC that is right for something else. */
export type MacForgery = (signed: SignedRequest) => WireRequest;

const carrying = (signature: string, { request }: SignedRequest): WireRequest =>
  withHeader(request, signatureHeader, signature);

const asBase64 =
  (mac: (signed: SignedRequest) => Buffer): MacForgery =>
  (signed) =>
    carrying(mac(signed).toString('base64'), signed);

const forAddress =
  (address: (url: string, random: SeededRandom) => string): MacForgery =>
  (signed) => {
    const url = address(signed.url, signed.random);
    const { algorithm, secret, request } = signed;
    // A MAC for another registered address would be genuine.
    return carrying(
      macOf(algorithm, secret, signed.urls.includes(url) ? `${url}#` : url, request.body),
      signed,
    );
  };

const withSecret =
  (secret: (signed: SignedRequest) => string | Uint8Array): MacForgery =>
  (signed) =>
    asBase64(() => rawMac(signed.algorithm, secret(signed), signed.url, signed.request.body))(signed);

const written =
  (write: (signature: string, random: SeededRandom) => string): MacForgery =>
  (signed) =>
    carrying(write(signed.signature, signed.random), signed);

const elsewhere =
  (name: string): MacForgery =>
  (signed) =>
    withHeader(withHeader(signed.request, signatureHeader), name, signed.signature);

/** The MAC of one body, sent with another body. */
const bodies: Readonly<Record<string, MacForgery>> = Object.fromEntries(
  Object.entries({ ...rewrittenBodies, ...brokenBodies }).map(([name, change]) => [
    `body ${name}`,
    ({ request, random }: SignedRequest) => ({ ...request, body: change(request.body, random) }),
  ]),
);

const addresses: Readonly<Record<string, MacForgery>> = {
  'address with a slash more': forAddress((url) => `${url}/`),
  'address with a letter less': forAddress((url) => url.slice(0, -1)),
  'address over plain http': forAddress((url) => url.replace('https:', 'http:')),
  'address in capitals': forAddress((url) => url.toUpperCase()),
  'address of another host': forAddress((url) => url.replace(/\/\/[^/]+/, '//evil.example.com')),
  'address of another endpoint': forAddress((url) => url.replace(/[^/]+$/, 'other')),
  'address with a query': forAddress((url) => `${url}?canary=1`),
  'address with its port': forAddress((url) => url.replace(/(\/\/[^/]+)/, '$1:443')),
  'path of the address alone': forAddress((url) => new URL(url).pathname),
  'no address': forAddress(() => ''),
};

const secretsOf: Readonly<Record<string, MacForgery>> = {
  'secret of before': withSecret(({ secrets }) => secrets.retired),
  'secret of another endpoint': withSecret(({ otherSecrets, random }) => random.pick(otherSecrets)),
  'no secret': withSecret(() => ''),
  'secret with a newline': withSecret(({ secret }) => `${secret}\n`),
  'secret in small letters': withSecret(({ secret }) => secret.toLowerCase()),
  'half the secret': withSecret(({ secret }) => secret.slice(0, secret.length / 2)),
  'secret decoded': withSecret(({ secret }) => Buffer.from(secret, 'base64')),
  'hash of the secret': withSecret(({ secret }) => createHash('sha256').update(secret).digest('hex')),
  'address for a secret': withSecret(({ url }) => url),
};

const constructions: Readonly<Record<string, MacForgery>> = {
  'address alone signed': asBase64(({ algorithm, secret, url }) => rawMac(algorithm, secret, url)),
  'body before the address': asBase64(({ algorithm, secret, url, request }) =>
    rawMac(algorithm, secret, request.body, url),
  ),
  'newline between': asBase64(({ algorithm, secret, url, request }) =>
    rawMac(algorithm, secret, url, '\n', request.body),
  ),
  'nothing signed': asBase64(({ algorithm, secret }) => rawMac(algorithm, secret, '')),
  'hash of the body signed': asBase64(({ algorithm, secret, url, request }) =>
    rawMac(algorithm, secret, url, createHash('sha256').update(request.body).digest('hex')),
  ),
  'sha512, cut': asBase64(({ secret, url, request }) =>
    rawMac('sha512', secret, url, request.body).subarray(0, 32),
  ),
  'sha256, cut to the length of sha1': asBase64(({ secret, url, request }) =>
    rawMac('sha256', secret, url, request.body).subarray(0, 20),
  ),
  'sha1, filled to the length of sha256': asBase64(({ secret, url, request }) =>
    Buffer.concat([rawMac('sha1', secret, url, request.body), Buffer.alloc(12)]),
  ),
  md5: asBase64(({ secret, url, request }) => rawMac('md5', secret, url, request.body)),
  'hash instead of MAC': asBase64(({ secret, url, request }) =>
    createHash('sha256').update(secret).update(url).update(request.body).digest(),
  ),
  'key and text exchanged': asBase64(({ algorithm, secret, url, request }) =>
    rawMac(algorithm, Buffer.concat([Buffer.from(url), request.body]), secret),
  ),
  'MAC of the MAC': asBase64(({ algorithm, secret, signature }) => rawMac(algorithm, secret, signature)),
  'sha1 where sha256 is pinned': (signed) => {
    const { algorithms, request, otherBody } = signed;
    // If the endpoint accepts sha1, only another body makes it a forgery.
    const body = algorithms.includes('sha1') ? otherBody : request.body;
    return carrying(macOf('sha1', signed.secret, signed.url, body), signed);
  },
};

const otherBytes = (signature: string, change: (bytes: Buffer) => Buffer) =>
  change(Buffer.from(signature, 'base64')).toString('base64');

const writings: Readonly<Record<string, MacForgery>> = {
  'in hex': written((signature) => Buffer.from(signature, 'base64').toString('hex')),
  'without padding': written((signature) => signature.replaceAll('=', '')),
  'with more padding': written((signature) => `${signature}=`),
  'with a space': written((signature, random) => random.pick([` ${signature}`, `${signature} `])),
  'with a newline': written((signature) => `${signature}\r\n`),
  'in quotes': written((signature) => `"${signature}"`),
  'with its algorithm': written((signature) => `sha256=${signature}`),
  'in small letters': written((signature) => signature.toLowerCase()),
  'percent-encoded': written((signature) => encodeURIComponent(signature)),
  'base64 twice': written((signature) => Buffer.from(signature).toString('base64')),
  'twice in one header': written((signature) => `${signature},${signature}`),
  'with a comma': written((signature) => `${signature},`),
  'right in its first bytes': written((signature, random) =>
    otherBytes(signature, (bytes) => {
      const right = 1 + random.int(bytes.length - 1);
      return Buffer.concat([bytes.subarray(0, right), random.bytes(bytes.length - right)]);
    }),
  ),
  'right in its last bytes': written((signature, random) =>
    otherBytes(signature, (bytes) => {
      const wrong = 1 + random.int(bytes.length - 1);
      return Buffer.concat([random.bytes(wrong), bytes.subarray(wrong)]);
    }),
  ),
  'cut to its first bytes': written((signature, random) =>
    otherBytes(signature, (bytes) => bytes.subarray(0, 1 + random.int(bytes.length - 1))),
  ),
  'with a bit flipped': written((signature, random) =>
    otherBytes(signature, (bytes) => {
      bytes[random.int(bytes.length)]! ^= 1 << random.int(8);
      return bytes;
    }),
  ),
  'turned round': written((signature) => otherBytes(signature, (bytes) => bytes.reverse())),
};

const places: Readonly<Record<string, MacForgery>> = {
  'in a header sent twice': (signed) =>
    withHeader(signed.request, signatureHeader, signed.signature, signed.signature),
  'in a header sent twice, in two cases': (signed) => ({
    ...signed.request,
    headers: [...signed.request.headers, [signatureHeader.toUpperCase(), signed.signature]],
  }),
  'before a wrong one': (signed) =>
    withHeader(signed.request, signatureHeader, signed.signature, signed.random.bytes(32).toString('base64')),
  'after a wrong one': (signed) =>
    withHeader(signed.request, signatureHeader, signed.random.bytes(32).toString('base64'), signed.signature),
  'in the header of another scheme': elsewhere('x-documenso-secret'),
  'in a header of nearly the name': elsewhere('x_syngrafii_signature'),
  'in the authorization': elsewhere('authorization'),
  'in the address': (signed) => ({
    ...withHeader(signed.request, signatureHeader),
    token: signed.signature,
  }),
  'in the body': (signed) => ({
    ...withHeader(signed.request, signatureHeader),
    body: Buffer.from(JSON.stringify({ [signatureHeader]: signed.signature })),
  }),
  'over another body of the provider': ({ request, otherBody }) => ({ ...request, body: otherBody }),
  'over a body whose flag for base64 was dropped': ({ request }) => ({ ...request, base64Flag: 'dropped' }),
  'over a body with a wrong flag for base64': ({ request }) => ({ ...request, base64Flag: 'set' }),
  'over another cut between address and body': ({ request, url, urls }) => {
    const shorter = urls.find((one) => one !== url && url.startsWith(one));
    const moved = url.slice(shorter?.length ?? -1);
    return { ...request, body: Buffer.concat([Buffer.from(moved), request.body]) };
  },
};

/** All forgeries with a MAC. Each MAC is right for something, but not for its request. */
export const macForgeries: Readonly<Record<string, MacForgery>> = {
  ...bodies,
  ...addresses,
  ...secretsOf,
  ...constructions,
  ...writings,
  ...places,
};
