import * as z from 'zod';
import { endpointNameSchema } from '../../lambda/contracts/ids';
import { jsonString } from '../../lambda/kit/json';

/** An output of a deployed stack. */
export interface StackOutput {
  readonly key: string;
  readonly value: string;
}

/** Reads the outputs of a deployed stack. Throws `CommandFailure`. */
export type ReadOutputs = (stack: string) => Promise<readonly StackOutput[]>;

/** A complete ARN, or a name. It is printed as part of a shell command, so no character may be special to a shell. */
const secretIdSchema = z.string().regex(/^[\w/+.@][\w+=,.@:/-]*$/);
/** The path of an `EsignWebhooks` in its stack, in any language. It is printed, so no control characters. */
const constructNameSchema = z.string().regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,500}$/u);
const functionNameSchema = z.string().regex(/^[\w-]{1,140}$/);
const queueUrlSchema = z.string().regex(/^https?:\/\/[\w.:/-]+$/);
const addressSchema = z.string().regex(/^https?:\/\/[!-~]+$/);
const bucketNameSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,62}$/);
const mappingIdSchema = z.string().regex(/^[0-9a-f-]{36}$/);
const arnSchema = z.string().regex(/^arn:[\w/+=,.@:-]+$/);
const logGroupSchema = z.string().regex(/^[\w./#-]{1,512}$/);

/** The options of a provider's verifier that a test webhook has to fit. Only iinked Sign has some. */
const verifierOptionsSchema = z.object({
  /** The addresses as registered at the provider. */
  registeredUrls: z.array(z.string().min(1)).min(1).optional(),
  /** The only algorithm that is accepted. */
  signatureAlgorithm: z.enum(['sha256', 'sha1']).optional(),
});

/** The output `…Operator` of an endpoint, written by `lib/internal/stack-outputs.ts`. */
const endpointOutputSchema = z.object({
  /** Any provider: a newer version may know more of them than this one. */
  provider: z.string().regex(/^[a-z0-9-]{1,40}$/),
  endpoint: endpointNameSchema,
  /** The address; without its token if `secretUse` is `in-address`. */
  address: addressSchema,
  /** The API's own address, if it answers beside that one. Earlier versions did not write it. */
  executeApiAddress: addressSchema.optional(),
  secretUse: z.enum(['given-by-provider', 'given-to-provider', 'in-address']),
  /** The complete ARN, or the name if the secret is imported by its name. */
  webhookSecretArn: secretIdSchema,
  /**
   * The provider's options of the verifier, which a test webhook has to fit. A stack without them does not know test webhooks:
   * they would count as genuine there.
   */
  verifierOptions: verifierOptionsSchema.optional(),
  /** Absent if the endpoint does not archive. */
  apiKeySecretArn: secretIdSchema.optional(),
  /** The address of the provider's API. Absent if the endpoint does not archive. Earlier versions did not write it. */
  apiUrl: addressSchema.optional(),
  /** The region of the stack. Version 0.1 did not write it. */
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  /** The `EsignWebhooks` of the endpoint. Version 0.1 did not write this field and those below. */
  construct: constructNameSchema.optional(),
  verifierFunction: functionNameSchema.optional(),
  /** Earlier versions did not write it. */
  verifierLogGroup: logGroupSchema.optional(),
  /** Absent if the endpoint does not archive. */
  archiverFunction: functionNameSchema.optional(),
  archiveQueueUrl: queueUrlSchema.optional(),
  archiveDeadLetterQueueUrl: queueUrlSchema.optional(),
  /** Whether passes read its provider's list. Earlier versions did not write it. */
  reconciles: z.boolean().optional(),
  /** The id of the event source mapping by which the archiver reads its queue. Earlier versions did not write this field and the next one. */
  archiveConsumer: mappingIdSchema.optional(),
  /** The version of what `doctor` may ask the endpoint (`lambda/contracts/access-check.ts`). */
  checks: z.number().int().optional(),
});

export type EndpointOutput = z.infer<typeof endpointOutputSchema>;

/** The output `…Operations` of an `EsignWebhooks`: what its endpoints share. Written by `lib/internal/stack-outputs.ts`. */
const pipelineOutputSchema = z.object({
  construct: constructNameSchema,
  /** The version of the package that deployed the stack. Earlier versions did not write this field and the next two. */
  version: z
    .string()
    .regex(/^[\w.+-]{1,64}$/)
    .optional(),
  archiveBucket: bucketNameSchema.optional(),
  /** The bucket with the claims of waiting archive jobs. Earlier versions did not write it. */
  claimsBucket: bucketNameSchema.optional(),
  eventBusArn: arnSchema.optional(),
  /** What the names of the rules and queues of `listen` begin with. Earlier versions did not write this field and the next two. */
  listenPrefix: z
    .string()
    .regex(/^[\w-]{1,45}$/)
    .optional(),
  /** The key that encrypts stored data. Absent if AWS's own do. */
  encryptionKeyArn: arnSchema.optional(),
  intakeQueueUrl: queueUrlSchema,
  intakeDeadLetterQueueUrl: queueUrlSchema,
  publisherLogGroup: logGroupSchema,
  /** The log group of all archivers. Absent if no endpoint archives. */
  archiverLogGroup: logGroupSchema.optional(),
  /** How many envelopes an archiver downloads at the same time. Earlier versions did not write it. */
  archiveConcurrency: z.number().int().positive().optional(),
  /** The queue of the passes over providers' lists. Absent if no endpoint reconciles, or an earlier version wrote this. */
  reconcileQueueUrl: queueUrlSchema.optional(),
  reconcilerLogGroup: logGroupSchema.optional(),
  reconcilerFunction: z.string().optional(),
  /** Earlier versions did not write this field and those below. */
  publisherFunction: functionNameSchema.optional(),
  /** How many batches the publisher publishes at the same time. */
  publisherConcurrency: z.number().int().positive().optional(),
  /** The id of the event source mapping by which the publisher reads its queue. */
  intakeConsumer: mappingIdSchema.optional(),
  /** That of the reconciler. Absent if no endpoint reconciles. */
  reconcileConsumer: mappingIdSchema.optional(),
  spoolBucket: bucketNameSchema.optional(),
  /** How long the previous value of a secret is accepted. */
  secretGraceSeconds: z.number().int().nonnegative().optional(),
  /** The beginning of the names of the alarms. */
  alarmPrefix: z
    .string()
    .regex(/^[\w-]{1,255}$/)
    .optional(),
});

export type PipelineOutput = z.infer<typeof pipelineOutputSchema>;

/** The endpoints of a stack, by name, and the keys of the outputs in a form that this version does not know. */
export function readEndpointOutputs(outputs: readonly StackOutput[]) {
  const { read, unreadable } = readOutputs(outputs, endpointOutputSchema, ['Operator', 'webhookSecretArn']);
  return { endpoints: read.sort((one, other) => (one.endpoint < other.endpoint ? -1 : 1)), unreadable };
}

/** The `EsignWebhooks` of a stack, by name, and the keys of the outputs in a form that this version does not know. */
export function readPipelineOutputs(outputs: readonly StackOutput[]) {
  const { read, unreadable } = readOutputs(outputs, pipelineOutputSchema, ['Operations', 'intakeQueueUrl']);
  return { pipelines: read.sort((one, other) => (one.construct < other.construct ? -1 : 1)), unreadable };
}

const anyOutputSchema = jsonString(z.looseObject({}));

/** Reads the outputs that are ours: the key ends with this suffix, and the value has this field. */
function readOutputs<Output>(
  outputs: readonly StackOutput[],
  schema: z.ZodType<Output>,
  [suffix, field]: readonly [suffix: string, field: string],
) {
  const read: Output[] = [];
  const unreadable: string[] = [];
  for (const { key, value } of outputs) {
    const { data } = anyOutputSchema.safeParse(value);
    if (!key.endsWith(suffix) || !data || !(field in data)) continue;
    const output = schema.safeParse(data);
    if (output.success) read.push(output.data);
    else unreadable.push(key);
  }
  return { read, unreadable: unreadable.sort() };
}
