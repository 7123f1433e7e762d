import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

/** Smaller differences are ignored: the header has no milliseconds, and a call takes time. */
const toleranceMs = 1_000;

/** The milliseconds that the header leaves out, on average. */
const missingMs = 500;

const answerSchema = z.object({ headers: z.object({ date: z.coerce.date() }) });

/**
 * The time of SQS, whose clock stamps the messages: the local time, corrected by the last answer of SQS.
 *
 * @returns milliseconds since the epoch
 */
export function serverTime(client: SQSClient, local: () => number = Date.now): () => number {
  let offset = 0;
  client.middlewareStack.add(
    (next) => async (call) => {
      const result = await next(call);
      const { data } = answerSchema.safeParse(result.response);
      if (data) offset = data.headers.date.getTime() + missingMs - local();
      return result;
    },
    { step: 'deserialize', name: 'rememberServerTime', override: true },
  );
  return () => local() + (Math.abs(offset) > toleranceMs ? offset : 0);
}
