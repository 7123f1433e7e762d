/** THE registry of guides. A file of its own, because the command line must not bundle the APIs. */
import type { ProviderId } from '../contracts/ids';
import { documensoRegistration } from './documenso/registration';
import { iinkedSignRegistration } from './iinked-sign/registration';
import { kingsignRegistration } from './kingsign/registration';
import type { RegistrationGuide } from './provider';
import { signPlusRegistration } from './sign-plus/registration';

export const registrationGuides: Readonly<Record<ProviderId, RegistrationGuide>> = {
  'iinked-sign': iinkedSignRegistration,
  'sign-plus': signPlusRegistration,
  documenso: documensoRegistration,
  kingsign: kingsignRegistration,
};
