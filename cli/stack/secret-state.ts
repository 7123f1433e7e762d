import { CommandFailure } from '../command-failure';
import type { SecretVersioning } from './secrets';

/** Whether a secret has a value; or, in words, why that is not known. */
export type SecretState = { readonly hasValue: boolean } | { readonly unknown: string };

/** Looks whether a secret has a value. The value itself is not read. */
export async function secretState(
  { stages }: Pick<SecretVersioning, 'stages'>,
  secretArn: string,
): Promise<SecretState> {
  try {
    return { hasValue: (await stages(secretArn)).current !== undefined };
  } catch (error) {
    if (error instanceof CommandFailure) return { unknown: error.message };
    throw error;
  }
}
