import * as z from 'zod';
import { endpointNameSchema } from '../../lambda/contracts/ids';
import { jsonString } from '../../lambda/kit/json';
import { arnSchema, constructNameSchema, functionNameSchema, queueUrlSchema } from './resource-names';

/** An output of a deployed stack. */
export interface StackOutput {
  readonly key: string;
  readonly value: string;
}

/** What `lib/internal/operator-outputs.ts` writes into an endpoint's output `…Operator`. */
export const endpointOutputSchema = z.object({
  /** Any name: a newer version may know more providers than this one. */
  provider: z.string().regex(/^[a-z0-9-]{1,40}$/),
  endpoint: endpointNameSchema,
  /** The whole address, or what stands before its token. */
  address: z.string().regex(/^https?:\/\/[!-~]+$/),
  secretUse: z.enum(['given-by-provider', 'given-to-provider', 'in-address']),
  webhookSecretArn: arnSchema,
  /** Absent: nothing is archived. */
  apiKeySecretArn: arnSchema.optional(),
  /** Names the `EsignWebhooks` that it belongs to. This and what follows are absent in what version 0.1 deployed. */
  construct: constructNameSchema.optional(),
  verifierFunction: functionNameSchema.optional(),
  archiveQueueUrl: queueUrlSchema.optional(),
  archiveDeadLetterQueueUrl: queueUrlSchema.optional(),
});

export type EndpointOutput = z.infer<typeof endpointOutputSchema>;

/** A stack's outputs, read. */
export interface EndpointOutputs {
  /** By the endpoint's name. */
  readonly endpoints: readonly EndpointOutput[];
  /** Keys of the outputs that are ours but not as we know them. */
  readonly unreadable: readonly string[];
}

const anyOutputSchema = jsonString(z.looseObject({ webhookSecretArn: z.unknown() }));

/** Finds the endpoints among a stack's outputs; those of somebody else count for nothing. */
export function readEndpointOutputs(outputs: readonly StackOutput[]): EndpointOutputs {
  const endpoints: EndpointOutput[] = [];
  const unreadable: string[] = [];
  for (const { key, value } of outputs) {
    if (!key.endsWith('Operator')) continue;
    const { data } = anyOutputSchema.safeParse(value);
    if (!data || !('webhookSecretArn' in data)) continue;
    const endpoint = endpointOutputSchema.safeParse(data);
    if (endpoint.success) endpoints.push(endpoint.data);
    else unreadable.push(key);
  }
  return { endpoints: endpoints.sort(byName), unreadable: unreadable.sort() };
}

const byName = (one: EndpointOutput, other: EndpointOutput) => (one.endpoint < other.endpoint ? -1 : 1);
