import * as z from 'zod';
import { jsonString } from '../../lambda/kit/json';

/** A line of a function's log, of the fields that the commands read. */
const logLineSchema = z.object({
  message: z.string(),
  /** SQS's id of the message that was worked on. */
  messageId: z.string().optional(),
  tries: z.number().optional(),
  endpoint: z.string().optional(),
  envelopeId: z.string().optional(),
  completionEventId: z.string().optional(),
  reason: z.string().optional(),
  error: z.string().optional(),
  revision: z.string().optional(),
  files: z.number().optional(),
  retryInSeconds: z.number().optional(),
});

/** What a function said, and when. */
export type LogLine = z.infer<typeof logLineSchema> & {
  /** Milliseconds since the epoch. */
  readonly at: number;
};

const lineTextSchema = jsonString(logLineSchema);

/** Reads a line; `undefined` for one that is not of ours. */
export function readLogLine(text: string, at: number): LogLine | undefined {
  const { data } = lineTextSchema.safeParse(text);
  return data && { ...data, at };
}

/** Which lines are wanted. */
export interface LogQuery {
  readonly logGroup: string;
  /** A text that stands in the line. */
  readonly containing: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Reads the lines of a log, oldest first. Throws `CommandFailure`. */
export type ReadLog = (query: LogQuery) => Promise<readonly LogLine[]>;
