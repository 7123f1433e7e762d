import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { ExpectedFile } from '../../simulators/kit/provider-simulator';
import type { Forgery } from './forgery';

/** What the storm's senders and simulated providers know: the one side of the account. */
export interface Ledger {
  readonly requests: readonly SentRequest[];
  readonly envelopes: readonly LedgerEnvelope[];
}

/** One request: what is sent again is another one. */
export interface SentRequest {
  readonly endpoint: string;
  /** What it tells, the same for all that tell the same: one record and one event is to come of them all. */
  readonly fact: string;
  readonly envelopeId: string;
  readonly type: SigningEventType;
  /** Hex, of the body as it was sent. */
  readonly sha256: string;
  /** Hex, of the body as it is to be kept: with our own token struck out. */
  readonly storedSha256: string;
  /** Absent: genuine. */
  readonly forgery?: Forgery;
  /** 0 where no answer came. */
  readonly status: number;
}

/** An envelope at its provider. */
export interface LedgerEnvelope {
  readonly endpoint: string;
  readonly id: string;
  /** Whether the provider's API says so by the end. */
  readonly complete: boolean;
  /** What its bundle is to hold. */
  readonly files: readonly ExpectedFile[];
}
