import type * as events from 'aws-cdk-lib/aws-events';
import { type SigningEventFilter, type SigningEventOptions } from './signing-event-pattern';

/**
 * Options of a rule for signing events: its target, and which events match.
 *
 * @example
 * import * as esign from 'cdk-esign-webhooks';
 *
 * declare const signing: esign.EsignWebhooks;
 *
 * signing.onSigningEvent('Declined', {
 *   types: [esign.SigningEventType.ENVELOPE_DECLINED, esign.SigningEventType.ENVELOPE_EXPIRED],
 *   eventPattern: { detail: { envelope: { title: ['Lease 7'] } } },
 * });
 */
export interface OnSigningEventOptions extends events.OnEventOptions, SigningEventOptions {}

/** Options of a rule for signing events of one type: its target, and which events match. */
export interface OnEnvelopeOptions extends events.OnEventOptions, SigningEventFilter {}
