import type { CountedCalls } from './count-calls';
import { cost } from './prices';

/** Assumed, not measured on AWS: the seconds of a run, and the bytes that AWS writes into the logs itself. */
const assumed = {
  verifySeconds: 0.012,
  /** Of a publisher's run: a part for the run, and a part for each webhook. */
  publishSeconds: { run: 0.057, webhook: 0.003 },
  /** START, END and REPORT of a run. */
  runLogBytes: 330,
  /** A line of the API's access log. */
  accessLogBytes: 100,
};

/** As `lib/internal/verifier.ts` and `lib/internal/publisher.ts` have it. */
const memoryGb = { verify: 0.5, publish: 1 };

/** What a million webhooks cost, by part, in US dollars. */
export type WebhookCost = Readonly<Record<(typeof parts)[number], number>>;

/** The parts, in the order of the table. */
export const parts = ['API', 'verifier', 'intake queue', 'publisher', 'record', 'event', 'logs'] as const;

/** Computes what a million webhooks cost, from the calls that were counted for some. The reads of the secret are left out. */
export function webhookCost({ calls, webhooks, publishRuns, logBytes }: CountedCalls): WebhookCost {
  const perWebhook = (count = 0) => (count / webhooks) * 1_000_000;
  const runs = perWebhook(publishRuns);
  const { run, webhook } = assumed.publishSeconds;
  const publishSeconds = runs * run + perWebhook(webhooks) * webhook;
  const verifySeconds = perWebhook(webhooks) * assumed.verifySeconds;
  const awsLogBytes =
    perWebhook(webhooks) * (assumed.accessLogBytes + assumed.runLogBytes) + runs * assumed.runLogBytes;
  return {
    API: cost('apiRequest', perWebhook(webhooks)),
    verifier: cost('run', perWebhook(webhooks)) + cost('gbSecond', verifySeconds * memoryGb.verify),
    // Lambda receives and deletes a batch with one request each.
    'intake queue': cost('sqsRequest', perWebhook(calls.SendMessage) + 2 * runs),
    publisher: cost('run', runs) + cost('gbSecond', publishSeconds * memoryGb.publish),
    record: cost('put', perWebhook(calls.PutObject)),
    event: cost('event', perWebhook(calls.PutEvents)),
    logs: cost('logGb', (perWebhook(logBytes) + awsLogBytes) / 1e9),
  };
}

/** Returns the sum of all parts. */
export const sumOf = (part: WebhookCost) => Object.values(part).reduce((sum, dollars) => sum + dollars, 0);
