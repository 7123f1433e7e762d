/**
 * Envelopes as Documenso's API v2 answers them, and documents as its API v1 does.
 *
 * Source: packages/lib/types/envelope.ts, packages/trpc/server/envelope-router/get-envelopes-by-ids.types.ts and
 * packages/lib/types/document.ts at v2.0.0 to v2.17.0, and packages/api/v1/implementation.ts at v1.5.6 to v2.3.1, of
 * github.com/documenso/documenso, checked 2026-11-27.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { defined } from '../../kit/defined';
import type { JsonValue } from '../../kit/json';
import type { EnvelopeState } from '../provider';
import { byId, hasUnique, pdfFile, statusSchema, titleSchema } from '../support/answers';

/** `document_<number>`: the older id. */
const secondaryIdSchema = z.string().optional().catch(undefined);

const itemSchema = z.object({
  id: envelopeIdSchema,
  title: titleSchema,
  /** Replaced by sealing, and by each reseal. Versions before v2.8.0 do not have it. */
  documentDataId: z.string().nullish(),
});

/** Drops everything else, above all the recipients: their signing tokens are secrets. */
const envelopeSchema = z.object({
  id: envelopeIdSchema,
  secondaryId: secondaryIdSchema,
  title: titleSchema,
  status: statusSchema,
  completedAt: z.string().nullish(),
  envelopeItems: boundedList(itemSchema).refine(hasUnique('id')),
});

type Envelope = z.infer<typeof envelopeSchema>;

/** The answer to a question for several envelopes. Each is whole, and the one envelope is still read by its id: in one way. */
export const envelopesSchema = z.object({
  data: boundedList(z.object({ id: envelopeIdSchema, secondaryId: secondaryIdSchema })),
});

/** The answer of API v2 about a document, which has the id of its envelope. Drops the PDFs and the signing tokens in it. */
export const documentRouteSchema = z.object({
  id: z.number().int(),
  envelopeId: envelopeIdSchema.check(z.regex(/\D/)),
});

/** Drops everything else, above all the recipients: their signing links are secrets. */
const documentSchema = z.object({
  id: z.number().int(),
  title: titleSchema,
  status: statusSchema,
  completedAt: z.string().nullish(),
});

/** Reads the state of an envelope from the answer of API v2. */
export function readEnvelope(answer: unknown, envelopeId: string): EnvelopeState | undefined {
  const envelope = envelopeSchema.safeParse(answer).data;
  return envelope?.id === envelopeId ? envelopeState(envelope) : undefined;
}

/** Only the status shows that an envelope is complete: `completedAt` is set on rejected and canceled ones too. */
function envelopeState(envelope: Envelope): EnvelopeState {
  const { id, title, status, envelopeItems } = envelope;
  return defined({
    id,
    legacyId: documentNumber(envelope),
    complete: status === 'COMPLETED' && envelopeItems.length > 0,
    status,
    title,
    revision: sealedRevision(envelope),
    files: [
      ...envelopeItems.map((item) =>
        pdfFile({
          role: 'executed',
          name: `items/${item.id}/executed.pdf`,
          documentId: item.id,
          title: item.title,
        }),
      ),
      // These routes exist since v2.14.0. Older versions answer 404.
      pdfFile({ role: 'certificate', name: 'certificate.pdf', presence: 'if-any' }),
      pdfFile({ role: 'audit-log', name: 'audit-log.pdf', presence: 'if-any' }),
    ],
  });
}

/** The older id of an envelope. */
export function documentNumber({ secondaryId }: Pick<Envelope, 'secondaryId'>): string | undefined {
  return /^document_(\d{1,15})$/.exec(secondaryId ?? '')?.[1];
}

/** The ids of the sealed data. Without them, the time of sealing identifies the data: a reseal changes it too. */
function sealedRevision({ envelopeItems, completedAt }: Envelope): JsonValue {
  return envelopeItems
    .map(({ id, documentDataId }) => [id, documentDataId ?? completedAt ?? null])
    .sort(byId);
}

/** Reads the state of a document from the answer of API v1. */
export function readDocument(answer: unknown, number: string): EnvelopeState | undefined {
  const { id, title, status, completedAt } = documentSchema.safeParse(answer).data ?? {};
  if (id === undefined || status === undefined || String(id) !== number) return undefined;
  return defined({
    legacyId: number,
    complete: status === 'COMPLETED',
    status,
    title,
    revision: [id, completedAt ?? null],
    files: [pdfFile({ role: 'executed', name: 'executed.pdf', title })],
  });
}
