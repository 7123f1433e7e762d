import * as z from 'zod';
import { endpointNameSchema, providerIdSchema } from '../contracts/ids';
import { jsonString } from '../kit/json';

/** An endpoint as `lib/internal/reconciler-settings.ts` writes it. */
const endpointSchema = z.object({
  name: endpointNameSchema,
  provider: providerIdSchema,
  apiUrl: z.url(),
  /** The ARN or name of the secret with the API key. */
  apiKey: z.string().min(1),
});

export type EndpointSettings = z.infer<typeof endpointSchema>;

const settingsSchema = jsonString(z.array(endpointSchema));

/**
 * Makes a function that returns the endpoints of the stack by name. It reads the settings each time, because a deployment that
 * changes only them starts no new process. What was made from the same settings is used again, with its cached keys.
 *
 * @param read reads the text of the settings
 * @throws Error if they are not settings: a retry may read better ones
 */
export function endpointsBySettings<Endpoint>(
  read: () => Promise<string>,
  make: (settings: EndpointSettings) => Endpoint,
): () => Promise<ReadonlyMap<string, Endpoint>> {
  let made: { readonly text: string; readonly endpoints: ReadonlyMap<string, Endpoint> } | undefined;
  return async () => {
    const text = await read();
    if (made?.text !== text) {
      const endpoints = new Map(settingsSchema.parse(text).map((one) => [one.name, make(one)]));
      made = { text, endpoints };
    }
    return made.endpoints;
  };
}
