import { hasSecretForm, type SecretForm } from '../../lambda/kit/secret-form';
import type { AcceptedValue } from './accepted-value';

/**
 * Says why a value of a secret is not accepted, without the value; completes "The value …". Returns `undefined` if it is
 * accepted.
 */
export function valueProblem(value: string, form: SecretForm): string | undefined {
  if (hasSecretForm(value, form)) return undefined;
  if (value.trim() !== value) return 'begins or ends with white space, so it is not accepted';
  if (value.length > form.maxLength)
    return `is too long, so it is not accepted: the maximum is ${form.maxLength} characters`;
  return `is too short, so it is not accepted: the minimum is ${form.minLength} characters`;
}

/** The same for a value that is new, so that it may also be empty, or have characters that cannot do its work. */
export function newValueProblem(value: string, { form, characters }: AcceptedValue): string | undefined {
  if (value === '') return 'is empty';
  const problem = valueProblem(value, form);
  if (problem !== undefined || characters.test(value)) return problem;
  return 'has a character that cannot be in it, such as a line break';
}
