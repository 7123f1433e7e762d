import { createHash } from 'node:crypto';
import type { Authenticity } from '../../lambda/contracts/authenticity';
import { signatureHeader, type FuzzedEndpoint, type MacAlgorithm } from './fuzzed-endpoint';
import { macOf } from './mac';
import { eventBody, headerValue, type WireRequest } from './wire-request';

/** The secrets of an endpoint. */
export interface LiveSecrets {
  readonly current: string;
  /** The secret before, still valid in its grace period. */
  readonly previous: string;
  /** An older secret, which is not valid any more. */
  readonly retired: string;
}

/** Decides what is genuine, without the code under test. */
export interface Oracle {
  readonly secrets: () => LiveSecrets;
  /** Replaces the valid secrets. Signatures by others are not genuine any more. */
  readonly rotate: (secrets: LiveSecrets) => void;
  /** Signs a body for an address as the provider. Only this makes it genuine. */
  readonly sign: (mac: MacInput) => string;
  /** Returns the authenticity of a request, or `undefined` if it is forged. */
  readonly judge: (request: WireRequest, preserveCase: boolean) => Authenticity | undefined;
  /** Checks whether some secret could make it genuine. If so, it must not be refused without the secrets. */
  readonly isWellFormed: (request: WireRequest, preserveCase: boolean) => boolean;
}

/** The input of a signature. */
export interface MacInput {
  readonly algorithm: MacAlgorithm;
  readonly secret: string;
  readonly url: string;
  readonly body: Buffer;
}

/**
 * Makes the oracle of an endpoint. With a MAC as proof, a request is genuine if the provider has made this signature for
 * this body. A correct MAC that the provider did not make is a forgery.
 */
export function createOracle({ scheme }: FuzzedEndpoint, first: LiveSecrets): Oracle {
  let live = first;
  const proofOf = (request: WireRequest, preserveCase: boolean) => {
    const header = scheme.kind === 'mac' ? signatureHeader : scheme.header;
    return header === undefined ? request.token : headerValue(request, header, preserveCase);
  };
  const signed = new Map<string, Set<string>>();
  const liveSigned = (signature: string, body: Buffer) =>
    [live.current, live.previous].some((secret) => signed.get(`${secret} ${signature}`)?.has(sha256Of(body)));
  return {
    secrets: () => live,
    rotate: (secrets) => {
      live = secrets;
    },
    sign({ algorithm, secret, url, body }) {
      const signature = macOf(algorithm, secret, url, body);
      const key = `${secret} ${signature}`;
      signed.set(key, (signed.get(key) ?? new Set()).add(sha256Of(body)));
      return signature;
    },
    judge(request, preserveCase) {
      const proof = proofOf(request, preserveCase);
      if (scheme.kind === 'value')
        return proof === live.current || proof === live.previous ? scheme.authenticity : undefined;
      if (proof === undefined || !liveSigned(proof, eventBody(request))) return undefined;
      return proof.length === 28 ? 'hmac-sha1' : 'hmac-sha256';
    },
    isWellFormed(request, preserveCase) {
      const proof = proofOf(request, preserveCase);
      if (!proof) return false;
      // Secrets have 16 to 512 characters, and no white space at either end.
      if (scheme.kind === 'value') return /^\S.{14,510}\S$/su.test(proof);
      const bytes = Buffer.from(proof, 'base64');
      const lengths = scheme.algorithms.map((algorithm) => ({ sha256: 32, sha1: 20 })[algorithm]);
      return bytes.toString('base64') === proof && lengths.includes(bytes.length);
    },
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
