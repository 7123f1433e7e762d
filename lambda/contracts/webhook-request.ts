import * as z from 'zod';

/**
 * What is kept of a request: its body, byte for byte but for secrets of ours, and the few headers that matter as evidence.
 *
 * `body` is text where the bytes are valid UTF-8, base64 otherwise: text is smaller, and most bodies are JSON.
 */
export const webhookRequestSchema = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  bodyEncoding: z.enum(['utf8', 'base64']),
  /** SHA-256, in hex, of the body's bytes as they came: before anything was struck out of them. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** How often our own secret or token stood in body and headers, and was replaced by `[struck out]`; absent: never. */
  struckOut: z.number().int().positive().optional(),
});

export type WebhookRequest = z.infer<typeof webhookRequestSchema>;

/** The bytes of a request's body, as they travelled. */
export function requestBytes(request: WebhookRequest): Uint8Array {
  return Buffer.from(request.body, request.bodyEncoding);
}
