import { clipped } from '../../kit/clipped';
import { titleSchema } from './answers';
import { maxLength } from './payload';

/** The name of an envelope in a list; `undefined` for what is no usable text: one odd name must not cost the list. */
export const listedTitle = titleSchema.catch(undefined);

/** A reference of the sender in a list; `undefined` for what is no usable text. */
export const listedReference = clipped(maxLength.reference)
  .nullish()
  .transform((text) => text || undefined)
  .catch(undefined);

/** The references that are there; `undefined` if none is, so that the field is absent. */
export function referencesOf(...given: readonly (string | undefined)[]): readonly string[] | undefined {
  const references = given.filter((one) => one !== undefined);
  return references.length > 0 ? references : undefined;
}
