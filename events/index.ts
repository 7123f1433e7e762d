/** `cdk-esign-webhooks/events`: the types of the events on the bus, and a parser for consumers. It needs no other package. */
export { isKnownSigningEvent, parseSigningEvent, type ParsedSigningEvent } from './parse-signing-event';
export type { SigningEventBridgeEvent } from './signing-event-bridge-event';
export { SigningEventUnreadable } from './signing-event-unreadable';
export type * from './signing-event';
