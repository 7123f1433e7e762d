import { createHash } from 'node:crypto';
import type { Authenticity } from '../../lambda/contracts/authenticity';
import { signatureHeader, type FuzzedEndpoint, type MacAlgorithm } from './fuzzed-endpoint';
import { macOf } from './mac';
import { eventBody, headerValue, type WireRequest } from './wire-request';

/** The secrets of an endpoint at a moment. */
export interface LiveSecrets {
  readonly current: string;
  /** Counts too: its grace period is not over. */
  readonly previous: string;
  /** Counted once, and counts no more. */
  readonly retired: string;
}

/** Knows what is genuine, and nothing of the code that is tested. */
export interface Oracle {
  readonly secrets: () => LiveSecrets;
  /** From now on these count; what was signed with others is genuine no more. */
  readonly rotate: (secrets: LiveSecrets) => void;
  /** The provider signs a body for an address: that makes it genuine. */
  readonly sign: (mac: MacInput) => string;
  /** What a request proves; nothing where it is forged. */
  readonly judge: (request: WireRequest, keepCase: boolean) => Authenticity | undefined;
  /** Whether there are secrets with which it would be genuine: it cannot be refused without asking for them. */
  readonly isWellFormed: (request: WireRequest, keepCase: boolean) => boolean;
}

/** What the provider signs. */
export interface MacInput {
  readonly algorithm: MacAlgorithm;
  readonly secret: string;
  readonly url: string;
  readonly body: Buffer;
}

/**
 * Makes the oracle of an endpoint. Where the proof is a MAC, a request is genuine if the provider has signed just this
 * body with just this signature: a MAC that is right for the bytes, and that nobody has signed, is a forgery.
 */
export function oracleOf({ scheme }: FuzzedEndpoint, first: LiveSecrets): Oracle {
  let live = first;
  const proofOf = (request: WireRequest, keepCase: boolean) => {
    const header = scheme.kind === 'mac' ? signatureHeader : scheme.header;
    return header === undefined ? request.token : headerValue(request, header, keepCase);
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
    judge(request, keepCase) {
      const proof = proofOf(request, keepCase);
      if (scheme.kind === 'value')
        return proof === live.current || proof === live.previous ? scheme.authenticity : undefined;
      if (proof === undefined || !liveSigned(proof, eventBody(request))) return undefined;
      return proof.length === 28 ? 'hmac-sha1' : 'hmac-sha256';
    },
    isWellFormed(request, keepCase) {
      const proof = proofOf(request, keepCase);
      if (!proof || scheme.kind === 'value') return Boolean(proof);
      const bytes = Buffer.from(proof, 'base64');
      const lengths = scheme.algorithms.map((algorithm) => ({ sha256: 32, sha1: 20 })[algorithm]);
      return bytes.toString('base64') === proof && lengths.includes(bytes.length);
    },
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
