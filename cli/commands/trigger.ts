import { makeTestWebhook, type TestWebhook } from '../../lambda/providers/test-webhook';
import { CommandFailure } from '../command-failure';
import { followTestWebhook, type WebhookEnd } from '../logs/follow-test-webhook';
import type { ReadLog } from '../logs/log-line';
import type { PollLimits, Stopwatch } from '../poll';
import type { ReadOutputs } from '../stack/outputs';
import type { ReadSecret } from '../stack/secrets';
import { readStack, selectEndpoint, type Pipeline, type StackSelection } from '../stack/stack';
import { jsonLines, reportProblems, type Output } from '../terminal/output';
import { endedOnFailure, type StartProgress } from '../terminal/progress';
import { formatTrigger, triggerProblems, type TriggerReport } from './format-trigger';
import { followQueued } from './queued-work';
import { triggerTarget, type TriggerTarget } from './trigger-target';

/** The dependencies of `trigger`. */
export interface TriggerDeps extends Output {
  readonly readOutputs: ReadOutputs;
  readonly readSecret: ReadSecret;
  readonly readLog: ReadLog;
  readonly startProgress: StartProgress;
  readonly watch: Stopwatch;
  /** Posts the webhook, and returns the status of the answer. */
  readonly postWebhook: (webhook: TestWebhook) => Promise<number>;
  /** Returns the time by the clock of AWS, in milliseconds since the epoch, after a secret was read. */
  readonly secretsNow: () => number;
  /** Returns a new UUID. */
  readonly newId: () => string;
}

/** The arguments of `trigger`. */
export interface TriggerOptions extends StackSelection {
  /** The type of the event to cause. */
  readonly event: string;
  readonly endpoint: string;
  readonly json: boolean;
  /** Absent: the webhook is sent and not followed. */
  readonly follow?: PollLimits | undefined;
}

/** The clocks of the logs and of the secrets may differ by so much. The envelope's id is new, so nothing else is found. */
const clockToleranceMs = 10 * 60_000;

/**
 * Sends a test webhook to the public address of an endpoint, as its provider would, and follows it in the logs. Returns the exit
 * code: 1 if it was not stored, or has not become the event that was asked for.
 */
export async function trigger(options: TriggerOptions, deps: TriggerDeps): Promise<0 | 1> {
  const pipelines = await readStack(options, deps.readOutputs);
  const { endpoint, pipeline } = selectEndpoint(pipelines, options.endpoint);
  const target = await triggerTarget(endpoint, options.event, deps.readSecret);
  const sentAt = deps.secretsNow();
  const webhook = testWebhook(target, options.endpoint, { now: new Date(sentAt), newId: deps.newId });
  const startedAt = deps.watch.elapsedMs();
  const status = await deps.postWebhook(webhook);
  const answerMs = Math.round(deps.watch.elapsedMs() - startedAt);
  const { envelopeId } = webhook;
  const { provider, type, isArchived } = target;
  const sent = { endpoint: options.endpoint, provider, type, envelopeId, status, answerMs, isArchived };
  const end =
    status === 200 && options.follow
      ? await follow(sent, pipeline, { limits: options.follow, since: sentAt - clockToleranceMs }, deps)
      : undefined;
  return report({ ...sent, ...end, isFollowed: end !== undefined }, options.json, deps);
}

function testWebhook(
  target: TriggerTarget,
  endpoint: string,
  moment: { readonly now: Date; readonly newId: () => string },
): TestWebhook {
  const webhook = makeTestWebhook({ ...target, endpoint, ...moment });
  if (!webhook) throw new CommandFailure(`${target.provider} sends no webhook for ${target.type}.`);
  return webhook;
}

async function follow(
  { envelopeId, endpoint, isArchived }: Pick<TriggerReport, 'envelopeId' | 'endpoint' | 'isArchived'>,
  { publisherLogGroup, archiverLogGroup }: Pipeline,
  { limits, since }: { readonly limits: PollLimits; readonly since: number },
  deps: TriggerDeps,
): Promise<WebhookEnd> {
  const progress = await deps.startProgress(undefined, 'Following the webhook');
  const logs = { publisherLogGroup, archiverLogGroup: isArchived ? archiverLogGroup : undefined };
  const end = await followQueued(
    `The test webhook about ${envelopeId} is stored at ${endpoint}, and is processed without this command.`,
    () =>
      endedOnFailure(progress, () =>
        followTestWebhook({ envelopeId, since, ...logs }, limits, { ...deps, progress }),
      ),
  );
  progress.end(end.published ? 'Published' : 'Not published');
  return end;
}

function report(triggered: TriggerReport, json: boolean, { print, warn }: Output): 0 | 1 {
  const problems = triggerProblems(triggered);
  print(json ? jsonLines({ ...triggered, test: true }) : formatTrigger(triggered));
  return reportProblems(problems, warn);
}
