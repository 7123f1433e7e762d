/**
 * What the API says of an envelope, as far as the archiver needs it.
 *
 * Source: packages/lib/types/envelope.ts and packages/trpc/server/envelope-router/get-envelopes-by-ids.types.ts of
 * github.com/documenso/documenso at v2.17.0 and before, checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { clipText } from '../../kit/text';
import type { JsonValue } from '../../kit/json';
import type { EnvelopeState, ListedFile } from '../provider';

const titleSchema = z.string().transform((title) => clipText(title, 500));
const statusSchema = z.string().transform((status) => clipText(status, 100));

/** `document_<number>`: the older id. */
const secondaryIdSchema = z.string().optional().catch(undefined);

const itemSchema = z.object({
  id: envelopeIdSchema,
  title: titleSchema.nullish(),
  /** Replaced by sealing, and by each reseal. Early versions of API v2 did not tell it. */
  documentDataId: z.string().nullish(),
});

/** Recipients, whose signing tokens are secrets, and everything else are left behind here. */
export const envelopeSchema = z.object({
  id: envelopeIdSchema,
  secondaryId: secondaryIdSchema,
  title: titleSchema.nullish(),
  status: statusSchema,
  completedAt: z.string().nullish(),
  envelopeItems: boundedList(itemSchema).refine(
    (items) => new Set(items.map(({ id }) => id)).size === items.length,
  ),
});

/** The answer to a question by numbers; its envelopes have no items. */
export const envelopesSchema = z.object({
  data: boundedList(z.object({ id: envelopeIdSchema, secondaryId: secondaryIdSchema })),
});

type EnvelopeAnswer = z.infer<typeof envelopeSchema>;

/** `completedAt` is set on rejected and canceled envelopes as well: only the status says that one is complete. */
export function readEnvelope(envelope: EnvelopeAnswer): EnvelopeState {
  const { id, title, status, envelopeItems } = envelope;
  const legacyId = documentNumber(envelope);
  return {
    id,
    ...(legacyId === undefined ? {} : { legacyId }),
    complete: status === 'COMPLETED' && envelopeItems.length > 0,
    status,
    ...(title ? { title } : {}),
    revision: revisionOf(envelope),
    files: [
      ...envelopeItems.map(itemFile),
      // The routes are there since v2.14.0; before, they are 404.
      { role: 'certificate', name: 'certificate.pdf', presence: 'if-any', format: 'pdf' },
      { role: 'audit-log', name: 'audit-log.pdf', presence: 'if-any', format: 'pdf' },
    ],
  };
}

/** The older id of an envelope. */
export function documentNumber({ secondaryId }: Pick<EnvelopeAnswer, 'secondaryId'>): string | undefined {
  return /^document_(\d{1,15})$/.exec(secondaryId ?? '')?.[1];
}

/** What was sealed. Where the API does not tell the data's id, the time of sealing has to do, which is new for a reseal too. */
function revisionOf({ envelopeItems, completedAt }: EnvelopeAnswer): JsonValue {
  return envelopeItems
    .map(({ id, documentDataId }) => [id, documentDataId ?? completedAt ?? null])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

function itemFile({ id, title }: EnvelopeAnswer['envelopeItems'][number]): ListedFile {
  return {
    role: 'executed',
    name: `items/${id}/executed.pdf`,
    documentId: id,
    ...(title ? { title } : {}),
    presence: 'required',
    format: 'pdf',
  };
}
