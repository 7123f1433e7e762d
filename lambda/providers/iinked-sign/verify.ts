/**
 * How iinked Sign signs its webhooks.
 *
 * Source: https://docs.iinkedsign.com/v4/webhooks/setup ("Verify webhooks"), checked 2026-11-21.
 */
import * as z from 'zod';
import { decodeBase64 } from '../../kit/text';
import { equalInConstantTime, hmac, type HmacAlgorithm } from '../../kit/hash';
import type { SecretValue } from '../../kit/secret-value';
import type { MalformedReason, Verdict } from '../../proof/verdict';
import type { ReceivedRequest, WebhookVerifier } from '../provider';

const signatureHeader = 'x-syngrafii-signature';

const optionsSchema = z.object({
  /** The addresses as registered at the provider: each is part of what is signed, to the letter. */
  registeredUrls: z.array(z.string().min(1)).min(1).max(10),
  /** Accept this algorithm only. Left out, the signature's length says which it is. */
  signatureAlgorithm: z.enum(['sha256', 'sha1']).optional(),
});

type Options = z.infer<typeof optionsSchema>;

interface Signature {
  readonly algorithm: HmacAlgorithm;
  readonly bytes: Uint8Array;
}

/**
 * Checks the MAC, keyed with the endpoint's secret, over the registered address and the body's bytes.
 *
 * The guide says HMAC-SHA256 and its code samples do so, but its example of a header has the 20 bytes of SHA-1:
 * either is accepted by its length, unless the options pin one.
 */
export const iinkedSignVerifier: WebhookVerifier = {
  evidenceHeaders: ['content-type', signatureHeader],
  signsBody: true,
  minimumSecretLength: 1,

  configure(options) {
    const { registeredUrls, signatureAlgorithm } = optionsSchema.parse(options);
    return (request, secrets) => {
      const signature = readSignature(request, signatureAlgorithm);
      if (typeof signature === 'string') return { kind: 'malformed', reason: signature };
      return matchSignature(signature, request.body, registeredUrls, secrets);
    };
  },
};

function readSignature(
  request: ReceivedRequest,
  pinned: Options['signatureAlgorithm'],
): Signature | MalformedReason {
  const header = request.headers[signatureHeader];
  if (header === undefined) return 'signature-missing';
  const bytes = decodeBase64(header);
  const algorithm = bytes && algorithmByLength.get(bytes.length);
  if (!bytes || !algorithm) return 'signature-malformed';
  if (pinned !== undefined && algorithm !== pinned) return 'algorithm-not-allowed';
  return { algorithm, bytes };
}

const algorithmByLength: ReadonlyMap<number, HmacAlgorithm> = new Map([
  [32, 'sha256'],
  [20, 'sha1'],
]);

function matchSignature(
  { algorithm, bytes }: Signature,
  body: Uint8Array,
  registeredUrls: readonly string[],
  secrets: readonly SecretValue[],
): Verdict {
  const addresses = registeredUrls.filter((url) => endsThere(url, body, registeredUrls));
  for (const { stage, value } of secrets) {
    if (value === '') continue;
    for (const url of addresses) {
      if (equalInConstantTime(hmac(algorithm, value, url, body), bytes)) {
        return { kind: 'genuine', authenticity: `hmac-${algorithm}`, matchedSecret: stage };
      }
    }
  }
  return { kind: 'mismatch', reason: 'signature-mismatch' };
}

/**
 * Whether the address ends where the body begins: the MAC is over both without anything between. Where a longer
 * registered one goes on as the body does, it is the longer one that was signed, and the body would be another's.
 */
function endsThere(url: string, body: Uint8Array, registeredUrls: readonly string[]): boolean {
  const longer = registeredUrls.filter((other) => other.length > url.length && other.startsWith(url));
  return !longer.some((other) => {
    const more = Buffer.from(other.slice(url.length));
    return more.equals(body.subarray(0, more.length));
  });
}
