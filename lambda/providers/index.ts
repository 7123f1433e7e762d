/**
 * THE registry. One map per ability, so that a bundle carries only what its room uses:
 * the verifier needs no API, the publisher no MAC.
 */
import type { ProviderId } from '../contracts/provider-id';
import { iinkedSignApi } from './iinked-sign/api';
import { readIinkedSignEvent } from './iinked-sign/events';
import { iinkedSignVerifier } from './iinked-sign/verify';
import type { EnvelopeApiFactory, EventReader, WebhookVerifier } from './provider';

export const webhookVerifiers: Readonly<Record<ProviderId, WebhookVerifier>> = {
  'iinked-sign': iinkedSignVerifier,
};

export const eventReaders: Readonly<Record<ProviderId, EventReader>> = {
  'iinked-sign': readIinkedSignEvent,
};

export const envelopeApis: Readonly<Record<ProviderId, EnvelopeApiFactory>> = {
  'iinked-sign': iinkedSignApi,
};
