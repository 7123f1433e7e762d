import * as z from 'zod';
import { jsonString } from '../../lambda/kit/json';
import type { StackOutput } from './endpoint-outputs';
import { constructNameSchema, functionNameSchema, logGroupSchema, queueUrlSchema } from './resource-names';

/** What `lib/internal/operator-outputs.ts` writes into the output `…Operations`: what all endpoints of a construct share. */
export const pipelineOutputSchema = z.object({
  construct: constructNameSchema,
  intakeQueueUrl: queueUrlSchema,
  intakeDeadLetterQueueUrl: queueUrlSchema,
  publisherLogGroup: logGroupSchema,
  /** Absent, like its log group, where no endpoint archives. */
  archiverFunction: functionNameSchema.optional(),
  archiverLogGroup: logGroupSchema.optional(),
});

export type PipelineOutput = z.infer<typeof pipelineOutputSchema>;

/** A stack's outputs, read. */
export interface PipelineOutputs {
  /** By the construct's name. */
  readonly pipelines: readonly PipelineOutput[];
  /** Keys of the outputs that are ours but not as we know them. */
  readonly unreadable: readonly string[];
}

const anyOutputSchema = jsonString(z.looseObject({ intakeQueueUrl: z.unknown() }));

/** Finds what each `EsignWebhooks` of a stack tells of itself; outputs of somebody else count for nothing. */
export function readPipelineOutputs(outputs: readonly StackOutput[]): PipelineOutputs {
  const pipelines: PipelineOutput[] = [];
  const unreadable: string[] = [];
  for (const { key, value } of outputs) {
    if (!key.endsWith('Operations')) continue;
    const { data } = anyOutputSchema.safeParse(value);
    if (!data || !('intakeQueueUrl' in data)) continue;
    const pipeline = pipelineOutputSchema.safeParse(data);
    if (pipeline.success) pipelines.push(pipeline.data);
    else unreadable.push(key);
  }
  return { pipelines: pipelines.sort(byName), unreadable: unreadable.sort() };
}

const byName = (one: PipelineOutput, other: PipelineOutput) => (one.construct < other.construct ? -1 : 1);
