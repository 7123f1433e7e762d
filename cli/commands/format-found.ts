import type { FoundEnvelope } from '../listing/search-endpoint';

/** Formats an envelope that was found, for a person. */
export function formatFound(envelope: FoundEnvelope): readonly string[] {
  const { endpoint, provider, id, legacyId, title, externalIds = [], archived } = envelope;
  return [
    `${id} at ${endpoint} (${provider}): ${completed(envelope)}${archivedInWords(archived)}`,
    ...(title === undefined ? [] : [`  Title: ${title}`]),
    ...(externalIds.length === 0 ? [] : [`  Reference: ${externalIds.join(', ')}`]),
    ...(legacyId === undefined ? [] : [`  Older id: ${legacyId}`]),
  ];
}

/** Some lists have the time of the last change only. */
function completed({ completedAt, updatedAt }: FoundEnvelope): string {
  if (completedAt !== undefined) return `completed at ${completedAt}`;
  return updatedAt === undefined ? 'completed' : `completed, and last changed at ${updatedAt}`;
}

function archivedInWords(archived: boolean | undefined): string {
  if (archived === undefined) return '';
  return archived ? ', archived' : ', not archived';
}
