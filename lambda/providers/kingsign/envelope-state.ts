import type { JsonValue } from '../../kit/json';
import { sha256Hex } from '../../kit/hash';
import type { EnvelopeState, ListedFile } from '../provider';
import type { DocumentAnswer } from './answers';

/** The provider's words for a document that everybody has signed: which of the two is a matter of the route. */
const finished: ReadonlySet<string> = new Set(['signed', 'completed']);

/** The provider has the original only: what the signed document looks like is drawn from these three. */
const filesOf = (revision: JsonValue): readonly ListedFile[] => [
  { role: 'original', name: 'original.pdf', presence: 'required', format: 'pdf' },
  {
    role: 'field-values',
    name: 'field-values.json',
    content: contentOf(revision),
    presence: 'required',
    format: 'json',
  },
  // A template may have been archived there since: what was signed is kept all the same.
  { role: 'field-geometry', name: 'field-geometry.json', presence: 'if-any', format: 'json' },
];

/**
 * What a document is to the archiver. The status alone does not make it complete: the provider sets it after looking at
 * the first page of its fields. The revision is what was signed: neither its title nor where it is drawn.
 */
export function envelopeState(document: DocumentAnswer): EnvelopeState {
  const { status, title } = document;
  const revision = revisionOf(document);
  return {
    complete: isComplete(document),
    status,
    ...(title ? { title } : {}),
    revision,
    files: filesOf(revision),
    absent: [{ role: 'executed' }],
  };
}

/** A hash of what was filled in, as the field values' file tells it. */
export function valuesOf(document: DocumentAnswer): string {
  return contentOf(revisionOf(document));
}

function revisionOf({ fileId, documentFields }: DocumentAnswer): JsonValue {
  return [
    fileId,
    documentFields
      .map(({ _id, isSigned, value }) => [_id, isSigned, sha256Hex(JSON.stringify(value ?? null))] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ];
}

function contentOf(revision: JsonValue): string {
  return sha256Hex(JSON.stringify(revision));
}

/** Whether everybody has signed everything. */
export function isComplete({ status, documentFields }: DocumentAnswer): boolean {
  return (
    finished.has(status) && documentFields.length > 0 && documentFields.every(({ isSigned }) => isSigned)
  );
}
