import { anySecretForm, plainSecretForm, type SecretForm } from '../../lambda/kit/secret-form';
import type { EndpointOutput } from './outputs';

/** Which values of a secret are accepted and can do their work. */
export interface AcceptedValue {
  readonly form: SecretForm;
  /** The characters of a value: those of a header, of an address, or of a key of a MAC. */
  readonly characters: RegExp;
}

/** The values of an API key, which is sent in a header. */
export const acceptedApiKey: AcceptedValue = { form: anySecretForm, characters: /^[!-~]*$/ };

/** The values of a key of a MAC, which never travels. A control character, such as a line break, was pasted by mistake. */
const keyOfMac: AcceptedValue = { form: anySecretForm, characters: /^[^\p{Cc}\u2028\u2029]*$/u };

/** The values that travel in a header or, escaped, in an address. */
const plainText: AcceptedValue = { form: plainSecretForm, characters: /^[ -~]*$/ };

/** Returns which values an endpoint's webhook secret may have. */
export function acceptedWebhookSecret(use: EndpointOutput['secretUse']): AcceptedValue {
  return use === 'given-by-provider' ? keyOfMac : plainText;
}
