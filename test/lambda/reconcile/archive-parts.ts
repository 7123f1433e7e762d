import { completionEventId } from '../../../lambda/reconcile/completion-record';
import { bundlePrefix, recordKey } from '../../../lambda/contracts/object-keys';
import type { CompletedEnvelope } from '../../../lambda/providers/envelope-lister';
import type { ReconcilerWorld } from './reconciler-world';

/** Plants the bundle of an envelope, as the archiver finishes it now. */
export function plantBundle({ plant, clock }: ReconcilerWorld, envelopeId: string): void {
  const revision = clock.now.getTime().toString(16);
  plant(`${bundlePrefix('contracts', envelopeId, revision)}manifest.json`, Buffer.from('{}'));
}

/** Plants the record of the webhook that reports an envelope's completion, as the publisher stores it now. */
export function plantRecord(
  { plant }: ReconcilerWorld,
  envelope: CompletedEnvelope,
  folder = envelope.id,
): void {
  plant(recordKey('contracts', folder, completionEventId('contracts', envelope)), Buffer.from('{}'));
}

/** The keys below `reconciliation/contracts/`, without it. */
export function noteKeys({ objects }: ReconcilerWorld): readonly string[] {
  const prefix = 'reconciliation/contracts/';
  return [...objects.keys()]
    .flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []))
    .sort();
}

/** The ids of the ordered envelopes, in the order of their jobs. */
export const orderedIds = ({ jobs }: ReconcilerWorld) => jobs.map(({ envelopeId }) => envelopeId);
