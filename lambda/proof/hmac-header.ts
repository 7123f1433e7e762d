import { equalMacs, hmac, type HmacAlgorithm } from '../kit/hash';
import type { SecretValue } from '../kit/secret-value';
import { decodeBase64, decodeHex } from '../kit/text';
import type { Verdict } from './verdict';

/**
 * A header with an HMAC of the body, keyed with the endpoint's secret. Most providers sign their webhooks like this. None of
 * ours does so far: it is for the next one.
 */
export interface HmacHeader {
  /** The name, in lower case. */
  readonly header: string;
  /** The text before the digest, such as `sha256=`. */
  readonly prefix?: string;
  readonly encoding: keyof typeof decoders;
  readonly algorithm: HmacAlgorithm;
}

interface SignedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

const decoders = { hex: decodeHex, base64: decodeBase64 };

/** The length of a digest, in bytes. */
const digestBytes: Readonly<Record<HmacAlgorithm, number>> = { sha256: 32, sha1: 20 };

/**
 * Makes the check of a request's HMAC header, in constant time, with each live secret.
 *
 * A header that came twice is malformed: its values are joined with a comma, which no encoding has.
 */
export function hmacHeader({ header, prefix = '', encoding, algorithm }: HmacHeader) {
  return ({ headers, body }: SignedRequest, secrets: readonly SecretValue[]): Verdict => {
    const value = headers[header];
    if (!value) return { kind: 'malformed', reason: 'signature-missing' };
    const digest = value.startsWith(prefix) ? decoders[encoding](value.slice(prefix.length)) : undefined;
    if (digest?.length !== digestBytes[algorithm])
      return { kind: 'malformed', reason: 'signature-malformed' };
    return matchHmac({ algorithm, digest }, [[body]], secrets);
  };
}

/** A digest that a request carries. */
export interface Signature {
  readonly algorithm: HmacAlgorithm;
  readonly digest: Uint8Array;
}

/** Returns the algorithm whose digests have this length. */
export function algorithmOfLength(bytes: number): HmacAlgorithm | undefined {
  return (Object.keys(digestBytes) as HmacAlgorithm[]).find((algorithm) => digestBytes[algorithm] === bytes);
}

/**
 * Whether a digest is the HMAC of one of the messages with one of the live secrets. An empty secret never counts.
 *
 * @param messages each in parts, which are signed one after the other
 */
export function matchHmac(
  { algorithm, digest }: Signature,
  messages: readonly (readonly (string | Uint8Array)[])[],
  secrets: readonly SecretValue[],
): Verdict {
  for (const { stage, value } of secrets) {
    if (value === '') continue;
    for (const message of messages) {
      if (equalMacs(hmac(algorithm, value, ...message), digest)) {
        return { kind: 'genuine', authenticity: `hmac-${algorithm}`, matchedSecret: stage };
      }
    }
  }
  return { kind: 'mismatch', reason: 'signature-mismatch' };
}
