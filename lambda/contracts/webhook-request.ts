import * as z from 'zod';

/**
 * What is kept of a request: its body, byte for byte, and the few headers that matter as evidence.
 *
 * `body` is text where the bytes are valid UTF-8, base64 otherwise: text is smaller, and most bodies are JSON.
 */
export const webhookRequestSchema = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  bodyEncoding: z.enum(['utf8', 'base64']),
  /** SHA-256, in hex, of the body's bytes as they came. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type WebhookRequest = z.infer<typeof webhookRequestSchema>;
