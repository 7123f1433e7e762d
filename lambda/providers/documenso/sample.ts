import type { Payload } from './payload';

/** The ids of `documentMeta` in the sample: the second one is that of DOCUMENT_CANCELLED, whose document is number 7. */
const sampleMetaIds: ReadonlySet<string | undefined> = new Set(['doc_meta_123', 'cm6exvn96006ji02rqvzjvwoy']);

/**
 * Whether this is the sample that the Test button sends. Its document is number 10 (or 7) of no team, and so may a real
 * one of an old instance be: what no real one has is the sample's `envelopeId` or, before v2.13.0, the id of its
 * `documentMeta`, which is a random one otherwise. (The examples on the provider's page are of a version without the button.)
 *
 * Source: packages/lib/server-only/webhooks/trigger/generate-sample-data.ts of github.com/documenso/documenso, checked
 * 2026-11-21.
 */
export function isSample({ envelopeId, teamId, documentMeta }: Payload): boolean {
  if (teamId !== null) return false;
  return envelopeId === undefined ? sampleMetaIds.has(documentMeta?.id) : envelopeId === 'env_123';
}
