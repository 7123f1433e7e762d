/**
 * A call of a function to AWS that AWS has carried out, as the watch between them saw it. Whether the function saw the
 * answer is another question.
 *
 * - `store`: the verifier stored a delivery, in the queue or in the spool;
 * - `record`: the publisher stored a record, or AWS answered that it exists;
 * - `job`: the publisher queued an archive job;
 * - `manifest`: the archiver stored a manifest, or saw that it exists;
 * - `pass`: the reconciler began a pass;
 * - `order`: the reconciler stored the note of an order;
 * - `publish`: an entry of `PutEvents` got to the bus.
 */
export type WatchedCall = Moments &
  (
    | ({ readonly kind: 'store'; readonly place: 'queue' | 'spool' } & DeliveryIds)
    | ({ readonly kind: 'record'; readonly key: string; readonly eventId: string } & DeliveryIds)
    | ({ readonly kind: 'job' } & JobIds)
    | { readonly kind: 'pass'; readonly endpoint: string }
    | {
        readonly kind: 'order';
        readonly endpoint: string;
        readonly envelopeId: string;
        /** How often the envelope has been ordered. */
        readonly number: number;
      }
    | { readonly kind: 'manifest'; readonly operation: string; readonly key: string }
    | {
        readonly kind: 'publish';
        readonly eventId: string;
        readonly type: string;
        /** The key of the record or the manifest that the event names. */
        readonly evidenceKey?: string | undefined;
      }
  );

/** A delivery: one request that a verifier found genuine. */
export interface DeliveryIds {
  readonly deliveryId: string;
  readonly endpoint: string;
  /** The hex digest of the body as received, according to the verifier. */
  readonly sha256: string;
  readonly receivedAt: string;
}

export interface JobIds {
  readonly endpoint: string;
  readonly envelopeId: string;
  /** The arrival of the webhook that queued it. */
  readonly firstSeenAt: string;
}

/** The place of a call in the order of all calls and answers. */
export interface Moments {
  /** The SDK's id of the call. It is the same for each attempt at it. */
  readonly invocation: string;
  /** The number when the function made the call. */
  readonly startedAt: number;
  /** The number when AWS had carried it out. A larger number is later. */
  readonly doneAt: number;
}

/** Filters the calls of one kind. */
export function callsOf<Kind extends WatchedCall['kind']>(
  calls: readonly WatchedCall[],
  kind: Kind,
): readonly Extract<WatchedCall, { readonly kind: Kind }>[] {
  return calls.filter((call): call is Extract<WatchedCall, { readonly kind: Kind }> => call.kind === kind);
}
