import { describeError } from '../aws/describe-error';
import type { LogFields, MetricName, Telemetry } from '../kit/telemetry';
import type { SecretStage } from '../kit/secret-value';
import { mayMatchOtherSecrets } from '../proof/verdict';
import type { WebhookOutcome } from './webhook-outcome';

/** What is known of every request, whatever became of it. */
export interface RequestFacts {
  readonly endpoint: string;
  /** What the API's access log calls it. */
  readonly requestId: string;
  /** The body's size. */
  readonly bytes: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** Says what became of a request: one line in the log, and the counts that alarms stand on. */
export function reportOutcome(telemetry: Telemetry, facts: RequestFacts, outcome: WebhookOutcome): void {
  const { queueError, error, ...said } = { queueError: undefined, error: undefined, ...outcome };
  const fields: LogFields = {
    ...facts,
    ...said,
    ...(queueError === undefined ? {} : { queueError: describeError(queueError).error }),
  };
  telemetry[levels[outcome.outcome]]('webhook', fields, error);
  for (const metric of metricsOf(outcome)) telemetry.count(metric, facts.endpoint);
}

const levels = {
  queued: 'info',
  spooled: 'warn',
  refused: 'warn',
  unchecked: 'error',
  unstored: 'error',
} as const;

function metricsOf(outcome: WebhookOutcome): readonly MetricName[] {
  switch (outcome.outcome) {
    case 'queued':
      return ['WebhookAccepted', ...secretMetrics(outcome.matchedSecret)];
    case 'spooled':
      return ['WebhookAccepted', 'WebhookSpooled', ...secretMetrics(outcome.matchedSecret)];
    case 'refused':
      // Well-formed, and proved with a secret that is not ours: a forger's, or the provider's new one that nobody put in.
      return mayMatchOtherSecrets({ genuine: false, reason: outcome.reason })
        ? ['WebhookRefused', 'WebhookMismatched']
        : ['WebhookRefused'];
    case 'unchecked':
      return outcome.reason === 'secret-not-set'
        ? ['WebhookUnchecked', 'SecretNotSet']
        : ['WebhookUnchecked'];
    case 'unstored':
      return ['WebhookUnstored'];
  }
}

function secretMetrics(matchedSecret: SecretStage): readonly MetricName[] {
  return matchedSecret === 'previous' ? ['PreviousSecretMatched'] : [];
}
