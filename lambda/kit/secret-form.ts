/** The form of a secret's value. A value of another form counts as not set. */
export interface SecretForm {
  readonly minLength: number;
  readonly maxLength: number;
}

/**
 * The form of a value that the provider chooses. Source of the maximum: the SDK's model of Secrets Manager, CreateSecret
 * (`SecretString`), checked 2026-11-27.
 */
export const anySecretForm: SecretForm = { minLength: 1, maxLength: 65_536 };

/**
 * The form of a secret that travels in plain text. We or the user choose the value. A longer one has no use, and its header or
 * address may be too long for API Gateway.
 */
export const plainSecretForm: SecretForm = { minLength: 16, maxLength: 512 };

/**
 * Whether a value has the form. White space at either end is not allowed: a value with a newline at its end was probably read
 * from a file. Used as it is, it would silently refuse each webhook.
 */
export function hasSecretForm(value: string, { minLength, maxLength }: SecretForm): boolean {
  return value.length >= minLength && value.length <= maxLength && value.trim() === value;
}
