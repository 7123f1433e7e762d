import * as z from 'zod';
import { jsonString } from '../../lambda/kit/json';

/** The fields of a log line that the commands read. */
const logLineSchema = z.object({
  message: z.string(),
  /** SQS's message id. */
  messageId: z.string().optional(),
  tries: z.number().optional(),
  endpoint: z.string().optional(),
  envelopeId: z.string().optional(),
  completionEventId: z.string().optional(),
  /** The attempts of an archive job before this one. */
  attempt: z.number().optional(),
  /** Until the next attempt; `notBefore` counts where SQS cannot wait that long. */
  retryInSeconds: z.number().optional(),
  notBefore: z.iso.datetime().optional().catch(undefined),
  reason: z.string().optional(),
  error: z.string().optional(),
  revision: z.string().optional(),
  files: z.number().optional(),
  incomplete: z.string().optional(),
  /** The fields of a published event: `tookMs` since the webhook's arrival. */
  eventId: z.string().optional(),
  type: z.string().optional(),
  problem: z.string().optional(),
  tookMs: z.number().optional(),
  /** The id of who queued the archive job: a job of a pass has the pass's id at its beginning. */
  orderId: z.string().optional(),
  /** Whether the archive job was folded into another one that waits for the same envelope. */
  folded: z.boolean().optional(),
  /** The id of a pass over a provider's list, and its fields: `lambda/contracts/reconcile-message.ts`. */
  passId: z.string().optional(),
  outcome: z.string().optional(),
  mayHaveSkipped: z.boolean().optional(),
  found: z.number().optional(),
  there: z.number().optional(),
  waiting: z.number().optional(),
  ordered: z.number().optional(),
  missed: z.number().optional(),
  kind: z.string().optional(),
  /** The answer to an access check: `lambda/archive/check-access.ts`. */
  checkId: z.string().optional(),
  key: z.string().optional(),
  keyStage: z.string().optional(),
  keyReason: z.string().optional(),
  webhooks: z.string().optional(),
  webhooksReason: z.string().optional(),
  open: z.boolean().optional(),
});

/** A line that a function logged. */
export type LogLine = z.infer<typeof logLineSchema> & {
  /** Milliseconds since the epoch. */
  readonly at: number;
};

const lineTextSchema = jsonString(logLineSchema);

/** Parses a log line. Returns `undefined` for lines of others, such as those of Lambda itself. */
export function readLogLine(text: string, at: number): LogLine | undefined {
  const { data } = lineTextSchema.safeParse(text);
  return data && { ...data, at };
}

/** Which log lines to read. */
export interface LogQuery {
  readonly logGroup: string;
  /** A text in the line. */
  readonly containing: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Milliseconds since the epoch; now by default. */
  readonly until?: number;
}

/** Reads the lines of a log, oldest first. Throws `CommandFailure`. */
export type ReadLog = (query: LogQuery) => Promise<readonly LogLine[]>;
