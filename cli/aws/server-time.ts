import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

/** A clock that is off by more than this, in milliseconds, is not used: the header knows no milliseconds, and calls take some. */
const tolerance = 1_000;

/** What the header leaves out, in milliseconds, on average. */
const halfASecond = 500;

const answerSchema = z.object({ headers: z.object({ date: z.coerce.date() }) });

/**
 * What time it is where messages get their time stamps: this machine's time, unless SQS's last answer had another one.
 *
 * @returns milliseconds since the epoch
 */
export function serverTime(client: SQSClient, local: () => number = Date.now): () => number {
  let offset = 0;
  client.middlewareStack.add(
    (next) => async (call) => {
      const result = await next(call);
      const { data } = answerSchema.safeParse(result.response);
      if (data) offset = data.headers.date.getTime() + halfASecond - local();
      return result;
    },
    { step: 'deserialize', name: 'rememberServerTime', override: true },
  );
  return () => local() + (Math.abs(offset) > tolerance ? offset : 0);
}
