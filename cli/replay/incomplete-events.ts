import { incompleteBundleSchema, type IncompleteBundle } from '../../lambda/contracts/incomplete-bundle';
import { sha256Hex } from '../../lambda/kit/hash';
import { jsonString } from '../../lambda/kit/json';
import { archiveFailedEvent } from '../../lambda/signing-events/archive-events';
import { completionWebhook, unreportedCompletion } from './completion-record';
import type { PastObject } from './past-object';
import { unreadable, type Archive, type PastEvents } from './past-events';
import { readToday } from './record-events';

const incompleteTextSchema = jsonString(incompleteBundleSchema);

/** Makes the `envelope.archive-failed` of an envelope of which some files are there. An import announced none. */
export async function incompleteEvents(
  archive: Archive,
  { key, endpoint }: PastObject,
  bytes: Uint8Array,
): Promise<PastEvents> {
  const { data: bundle } = incompleteTextSchema.safeParse(Buffer.from(bytes).toString());
  if (!bundle || bundle.endpoint !== endpoint || !key.includes(`/${bundle.envelope.id}/`)) return unreadable;
  if (bundle.foundBy === 'import') return { events: [], leftOut: 'quiet' };
  const failed = archiveFailedEvent(
    { ...bundle, envelopeId: await orderedId(archive, bundle) },
    {
      reason: failureReason(bundle),
      incomplete: { bundle, key, sha256: sha256Hex(bytes) },
      bucketName: archive.bucketName,
      now: new Date(bundle.givenUpAt),
    },
  );
  return { events: [...(await unreportedCompletion(archive, bundle)), failed] };
}

/** The id that the job had, which made the event's id: that of the webhook. The provider's API may call the envelope otherwise. */
async function orderedId(archive: Archive, bundle: IncompleteBundle): Promise<string> {
  const webhook = await completionWebhook(archive, bundle);
  return (webhook && readToday(webhook).envelopeId) ?? bundle.envelope.id;
}

/** The reason of the first file that cannot be had: `not-tried` says nothing. */
function failureReason({ missing }: IncompleteBundle): string {
  const reasons = missing.map(({ reason }) => reason);
  return reasons.find((reason) => reason !== 'not-tried') ?? reasons[0] ?? 'unknown';
}
