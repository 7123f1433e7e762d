import { describeError } from '../aws/describe-error';
import { defined } from '../kit/defined';
import type { LogFields, MetricName, Telemetry } from '../kit/telemetry';
import type { SecretStage } from '../kit/secret-value';
import type { Refusal } from '../proof/verdict';
import type { WebhookOutcome } from './webhook-outcome';

/** The log fields of each request. */
export interface RequestFacts {
  readonly endpoint: string;
  /** The id in the API's access log. */
  readonly requestId: string;
  /** The size of the body. */
  readonly bytes: number;
  /** The time until the outcome. */
  readonly ms: number;
}

/** Logs the outcome of a request in one line, and counts it for the alarms. */
export function reportOutcome(telemetry: Telemetry, facts: RequestFacts, outcome: WebhookOutcome): void {
  const { error, queueError, refusal, ...known } = { ...noDetails, ...outcome };
  const fields: LogFields = defined({
    ...facts,
    reason: refusal?.reason,
    ...known,
    queueError: queueError === undefined ? undefined : describeError(queueError).error,
  });
  telemetry[levels[outcome.outcome]]('webhook', fields, error);
  for (const metric of metricsOf(outcome)) telemetry.count(metric, facts.endpoint);
}

/** The fields that only some outcomes have. */
const noDetails = { error: undefined, queueError: undefined, refusal: undefined };

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
      return isWrongProof(outcome.refusal) ? ['WebhookRefused', 'WebhookMismatched'] : ['WebhookRefused'];
    case 'unchecked':
      return ['WebhookUnchecked', ...uncheckedMetrics[outcome.reason]];
    case 'unstored':
      return ['WebhookUnstored'];
  }
}

const uncheckedMetrics = {
  'secret-not-set': ['SecretNotSet'],
  'secret-reads-limited': ['SecretReadsLimited'],
  'check-failed': [],
} as const;

/**
 * Whether the request had a proof that is wrong. It is a forgery, or made with a secret that is not stored here: the
 * provider's new one, or one whose form we do not accept.
 */
function isWrongProof({ kind, reason }: Refusal): boolean {
  return kind === 'mismatch' || reason === 'secret-malformed' || reason === 'token-malformed';
}

function secretMetrics(matchedSecret: SecretStage): readonly MetricName[] {
  return matchedSecret === 'previous' ? ['PreviousSecretMatched'] : [];
}
