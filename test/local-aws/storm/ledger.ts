import type { ProviderId } from '../../../lambda/contracts/ids';
import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { ExpectedFile } from '../../simulators/kit/provider-simulator';
import type { EventFacts } from './event-facts';
import type { Forgery } from './forgery';
import type { EnvelopeRole } from './storm-plan';

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
  readonly sizeBytes: number;
  /** The hex digest of the body as sent. */
  readonly sha256: string;
  /** The hex digest of the body as it must be stored: with our own token struck out. */
  readonly storedSha256: string;
  /** The number of the variant, if its body differs from the provider's own in a field that belongs to no attempt. */
  readonly variant?: number;
  /** Absent if the request is genuine. */
  readonly forgery?: Forgery;
  /** The status of the answer, 0 if none came. */
  readonly status: number;
  /** The number of the answer in the order of all calls and answers. */
  readonly answeredAt: number;
  /** What its event must say. */
  readonly says: EventFacts;
}

/** An envelope at its provider. */
export interface LedgerEnvelope {
  readonly provider: ProviderId;
  readonly endpoint: string;
  readonly id: string;
  readonly role: EnvelopeRole;
  /** Whether it is complete at the end, according to the provider's API. */
  readonly complete: boolean;
  /** The files that its bundle must hold. */
  readonly files: readonly ExpectedFile[];
}

/** Whether an envelope must be archived, with or without webhooks: it is complete, and no history. */
export const isSigned = ({ complete, role }: LedgerEnvelope): boolean => complete && role !== 'ghost';
