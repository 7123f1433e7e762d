/** THE registry of what a person does at each provider: apart from the others, for the command line needs no API. */
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
