import * as z from 'zod/mini';

/**
 * The stored part of a request: the exact body without our secrets, and the few headers that matter as evidence.
 *
 * `body` is text if the bytes are valid UTF-8, and base64 otherwise. Text is smaller, and most bodies are JSON.
 */
export const webhookRequestSchema = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  bodyEncoding: z.enum(['utf8', 'base64']),
  /** The SHA-256 (hex) of the received body, before secrets were struck out. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** How often our own secret or token was replaced by `[struck out]` in body and headers; absent if never. */
  struckOut: z.optional(z.int().check(z.positive())),
});

export type WebhookRequest = z.infer<typeof webhookRequestSchema>;

/** The bytes of a request's stored body. */
export function requestBytes(request: WebhookRequest): Uint8Array {
  return Buffer.from(request.body, request.bodyEncoding);
}
