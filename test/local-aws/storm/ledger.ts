import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { ExpectedFile } from '../../simulators/kit/provider-simulator';
import type { Forgery } from './forgery';

/** What the senders and simulated providers know: the first side of the account. */
export interface Ledger {
  readonly requests: readonly SentRequest[];
  readonly envelopes: readonly LedgerEnvelope[];
}

/** One request. A retry is another request. */
export interface SentRequest {
  readonly endpoint: string;
  /** The name of the fact that it reports. All requests of one fact must give one record and one event. */
  readonly fact: string;
  readonly envelopeId: string;
  readonly type: SigningEventType;
  /** The hex digest of the body as sent. */
  readonly sha256: string;
  /** The hex digest of the body as it must be stored: with our own token struck out. */
  readonly storedSha256: string;
  /** Absent if the request is genuine. */
  readonly forgery?: Forgery;
  /** The status of the answer, 0 if none came. */
  readonly status: number;
}

/** An envelope at its provider. */
export interface LedgerEnvelope {
  readonly endpoint: string;
  readonly id: string;
  /** Whether it is complete at the end, according to the provider's API. */
  readonly complete: boolean;
  /** The files that its bundle must hold. */
  readonly files: readonly ExpectedFile[];
}
