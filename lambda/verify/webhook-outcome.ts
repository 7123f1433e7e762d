import type { SecretStage } from '../kit/secret-value';
import type { Refusal } from '../proof/verdict';
import type { StoreResult } from './store-webhook';

/** The outcome of a request. */
export type WebhookOutcome =
  | (StoreResult & {
      readonly deliveryId: string;
      readonly matchedSecret: SecretStage;
      /** Present if it is a test webhook. */
      readonly test?: true;
    })
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unchecked'; readonly reason: 'secret-not-set' }
  | {
      readonly outcome: 'unchecked';
      readonly reason: 'check-failed' | 'secret-reads-limited';
      readonly error: unknown;
    };

/** The answer to a webhook: only a status. */
export interface WebhookAnswer {
  /** 200: stored. 401: not genuine. 503: could not be checked or stored; the provider should send it again. */
  readonly statusCode: 200 | 401 | 503;
}

/** The answer for an outcome. It does not reveal the reason. */
export function answerTo({ outcome }: WebhookOutcome): WebhookAnswer {
  return { statusCode: statusCodes[outcome] };
}

const statusCodes = { queued: 200, spooled: 200, refused: 401, unchecked: 503, unstored: 503 } as const;
