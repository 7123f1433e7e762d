/**
 * THE registry. It has one map for each ability, so that each function bundles only what it uses: the verifier needs no
 * API, the publisher no MAC.
 */
import type { ProviderId } from '../contracts/ids';
import { documensoApi } from './documenso/api';
import { readDocumensoEvent } from './documenso/events';
import { documensoVerifier } from './documenso/verify';
import { iinkedSignApi } from './iinked-sign/api';
import { readIinkedSignEvent } from './iinked-sign/events';
import { iinkedSignVerifier } from './iinked-sign/verify';
import { kingsignApi } from './kingsign/api';
import { readKingsignEvent } from './kingsign/events';
import { kingsignVerifier } from './kingsign/verify';
import type { EnvelopeApiFactory, EventReader, WebhookVerifier } from './provider';
import { signPlusApi } from './sign-plus/api';
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

export const envelopeApis: Readonly<Record<ProviderId, EnvelopeApiFactory>> = {
  'iinked-sign': iinkedSignApi,
  'sign-plus': signPlusApi,
  documenso: documensoApi,
  kingsign: kingsignApi,
};
