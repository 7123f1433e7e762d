/**
 * How iinked Sign signs its webhooks.
 *
 * Source: https://docs.iinkedsign.com/v4/webhooks/setup ("Verify webhooks"), checked 2026-11-21.
 */
import * as z from 'zod/mini';
import { anySecretForm } from '../../kit/secret-form';
import { decodeBase64 } from '../../kit/text';
import { algorithmOfLength, matchHmac, type Signature } from '../../proof/hmac-header';
import type { MalformedReason } from '../../proof/verdict';
import type { WebhookVerifier } from '../provider';
import { signatureHeader } from './signature-header';

const optionsSchema = z.object({
  /** The addresses as registered at the provider, letter for letter: each is part of what is signed. The user gives up to ten. */
  registeredUrls: z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(12)),
  /** The only algorithm to accept. By default the signature's length decides. */
  signatureAlgorithm: z.optional(z.enum(['sha256', 'sha1'])),
});

type Options = z.infer<typeof optionsSchema>;

/**
 * Checks the HMAC over the registered address and the body's bytes, keyed with the endpoint's secret.
 *
 * The guide says HMAC-SHA256 and its code samples use it, but its example of a header has the 20 bytes of SHA-1. So the
 * length decides which algorithm it is, unless the options pin one.
 */
export const iinkedSignVerifier: WebhookVerifier = {
  evidenceHeaders: ['content-type', signatureHeader],
  signsBody: true,
  secretForm: anySecretForm,

  configure(options) {
    const { registeredUrls, signatureAlgorithm } = optionsSchema.parse(options);
    const addresses = registeredUrls.map((url) => ({ url, longerBy: restsOfLonger(url, registeredUrls) }));
    return ({ headers, body }, secrets) => {
      const signature = readSignature(headers[signatureHeader], signatureAlgorithm);
      if (typeof signature === 'string') return { kind: 'malformed', reason: signature };
      const messages = addresses
        .filter(({ longerBy }) => !longerBy.some((rest) => beginsWith(body, rest)))
        .map(({ url }) => [url, body]);
      return matchHmac(signature, messages, secrets);
    };
  },
};

function readSignature(
  header: string | undefined,
  pinned: Options['signatureAlgorithm'],
): Signature | MalformedReason {
  if (header === undefined) return 'signature-missing';
  const digest = decodeBase64(header);
  const algorithm = digest && algorithmOfLength(digest.length);
  if (!digest || !algorithm) return 'signature-malformed';
  if (pinned !== undefined && algorithm !== pinned) return 'algorithm-not-allowed';
  return { algorithm, digest };
}

/**
 * What the longer registered addresses have more than this one. The HMAC is over the address and the body with nothing in between, so a
 * body that begins like such a rest belongs to the longer address: its real body is shorter.
 */
function restsOfLonger(url: string, registeredUrls: readonly string[]): readonly Buffer[] {
  return registeredUrls
    .filter((other) => other.length > url.length && other.startsWith(url))
    .map((longer) => Buffer.from(longer.slice(url.length)));
}

function beginsWith(body: Uint8Array, start: Buffer): boolean {
  return start.equals(body.subarray(0, start.length));
}
