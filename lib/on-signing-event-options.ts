import type * as events from 'aws-cdk-lib/aws-events';
import { type SigningEventFilter, type SigningEventOptions } from './signing-event-pattern';

/** Options of a rule for signing events: its target, and which events match. */
export interface OnSigningEventOptions extends events.OnEventOptions, SigningEventOptions {}

/** Options of a rule for signing events of one type: its target, and which events match. */
export interface OnEnvelopeOptions extends events.OnEventOptions, SigningEventFilter {}
