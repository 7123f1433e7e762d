import * as z from 'zod';
import { clipText } from '../../kit/text';
import { listedReference, referencesOf } from '../support/listed-names';
import { maxLength } from '../support/payload';

/** The references that count: more of one package only make a page larger. */
const maxReferences = 50;

/** A deeper value is no reference. It also ends a search in hostile JSON. */
const maxDepth = 5;

/** The fields of a listed package that hold references of the sender, in any form. */
export const referenceFields = {
  externalData: z.unknown().optional(),
  documents: z
    .array(z.object({ externalId: listedReference }))
    .optional()
    .catch(undefined),
};

type ReferenceFields = z.infer<z.ZodObject<typeof referenceFields>>;

/** Returns the sender's references: the texts and numbers in `externalData`, and the `externalId` of each document. */
export function listedReferences({
  externalData,
  documents = [],
}: ReferenceFields): readonly string[] | undefined {
  const ofDocuments = documents.map(({ externalId }) => externalId);
  return referencesOf(...[...textsIn(externalData, maxDepth), ...ofDocuments])?.slice(0, maxReferences);
}

function* textsIn(value: unknown, depth: number): Generator<string, void> {
  if (typeof value === 'string' && value !== '') yield clipText(value, maxLength.reference);
  else if (typeof value === 'number') yield String(value);
  else if (typeof value === 'object' && value !== null && depth > 0) {
    for (const inner of Object.values(value)) yield* textsIn(inner, depth - 1);
  }
}
