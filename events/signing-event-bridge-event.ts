import type { ParsedSigningEvent } from './parse-signing-event';

/**
 * A signing event as EventBridge hands it to a target. It fits where `EventBridgeEvent` of `@types/aws-lambda` is expected.
 *
 * The types are promised by the publisher, and EventBridge checks nothing: `parseSigningEvent` does. The parameter narrows it to
 * what a rule selects, such as `SigningEventBridgeEvent<EnvelopeArchivedEvent>`.
 */
export interface SigningEventBridgeEvent<Detail extends ParsedSigningEvent = ParsedSigningEvent> {
  /** The version of EventBridge's envelope. */
  version: string;
  /** EventBridge's own id. It differs for each delivery to the bus: de-duplicate by `detail.id`. */
  id: string;
  'detail-type': Detail['type'];
  /** `esign.` and the provider. */
  source: string;
  /** The account of the bus. */
  account: string;
  /** The time when the bus got the event. */
  time: string;
  region: string;
  resources: string[];
  /** Present if the event comes from an archive of EventBridge. */
  'replay-name'?: string;
  detail: Detail;
}
