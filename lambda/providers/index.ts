/**
 * THE registry. It has one map for each ability, so that each function bundles only what it uses: the verifier needs no
 * API, the publisher no MAC.
 */
import type { ProviderId } from '../contracts/ids';
import { documensoApi } from './documenso/api';
import { documensoDelivery } from './documenso/delivery';
import { readDocumensoEvent } from './documenso/events';
import { documensoVerifier } from './documenso/verify';
import { iinkedSignApi } from './iinked-sign/api';
import { iinkedSignDelivery } from './iinked-sign/delivery';
import { readIinkedSignEvent } from './iinked-sign/events';
import { iinkedSignVerifier } from './iinked-sign/verify';
import { kingsignApi } from './kingsign/api';
import { kingsignDelivery } from './kingsign/delivery';
import { readKingsignEvent } from './kingsign/events';
import { kingsignVerifier } from './kingsign/verify';
import type { DeliveryFacts, EnvelopeApiFactory, EventReader, WebhookVerifier } from './provider';
import { signPlusApi } from './sign-plus/api';
import { signPlusDelivery } from './sign-plus/delivery';
import { readSignPlusEvent } from './sign-plus/events';
import { signPlusVerifier } from './sign-plus/verify';

export const webhookVerifiers: Readonly<Record<ProviderId, WebhookVerifier>> = {
  'iinked-sign': iinkedSignVerifier,
  'sign-plus': signPlusVerifier,
  documenso: documensoVerifier,
  kingsign: kingsignVerifier,
};

export const eventReaders: Readonly<Record<ProviderId, EventReader>> = {
  'iinked-sign': readIinkedSignEvent,
  'sign-plus': readSignPlusEvent,
  documenso: readDocumensoEvent,
  kingsign: readKingsignEvent,
};

export const deliveryFacts: Readonly<Record<ProviderId, DeliveryFacts>> = {
  'iinked-sign': iinkedSignDelivery,
  'sign-plus': signPlusDelivery,
  documenso: documensoDelivery,
  kingsign: kingsignDelivery,
};

export const envelopeApis: Readonly<Record<ProviderId, EnvelopeApiFactory>> = {
  'iinked-sign': iinkedSignApi,
  'sign-plus': signPlusApi,
  documenso: documensoApi,
  kingsign: kingsignApi,
};
