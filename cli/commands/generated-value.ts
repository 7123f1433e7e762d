import { randomInt } from 'node:crypto';

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** As long as what Secrets Manager makes by the rules of `lib/internal/generated-secret.ts`. */
const length = 44;

/** Makes a secret's value, of the form that the deployment makes: 44 letters and digits, which an address takes as they are. */
export function generatedValue(): string {
  return Array.from({ length }, () => lettersAndDigits[randomInt(lettersAndDigits.length)]).join('');
}
