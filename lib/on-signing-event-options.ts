import type * as events from 'aws-cdk-lib/aws-events';
import { type SigningEventFilter, type SigningEventOptions } from './signing-event-pattern';

/** Which signing events go to the target, and how. */
export interface OnSigningEventOptions extends events.OnEventOptions, SigningEventOptions {}

/** Which events of one type go to the target, and how. */
export interface OnEnvelopeOptions extends events.OnEventOptions, SigningEventFilter {}
