/**
 * An envelope as Sign.Plus's API answers it.
 *
 * Source: https://apidoc.sign.plus/concepts/envelope and .../signplus/list-envelopes, and the provider's own TypeScript
 * client (github.com/AlohiHQ/signplus-typescript v2.3.0), checked 2026-11-21.
 */
import * as z from 'zod';
import { defined } from '../../kit/defined';
import type { EnvelopeState, ListedFile } from '../provider';
import { pdfFile, statusSchema, titleSchema } from '../support/answers';

/** Drops everything else: a recipient's `verification` may hold the passcode that opens the envelope. */
const envelopeSchema = z.object({
  id: z.string(),
  name: titleSchema,
  status: statusSchema,
});

/** Reads the state of an envelope from the API's answer. */
export function readEnvelope(answer: unknown, envelopeId: string): EnvelopeState | undefined {
  const envelope = envelopeSchema.safeParse(answer).data;
  return envelope?.id === envelopeId ? envelopeState(envelope) : undefined;
}

/**
 * `COMPLETED` is terminal, and no reseal is documented, so an envelope has one revision. A revision made of `updated_at`
 * would change with the envelope's name.
 */
function envelopeState({ name: title, status }: z.infer<typeof envelopeSchema>): EnvelopeState {
  return defined({
    complete: status === 'COMPLETED',
    status,
    title,
    revision: 1,
    files: [
      signedDocuments('executed', title),
      signedDocuments('executed-with-certificate', title),
      pdfFile({ role: 'certificate', name: 'certificate.pdf' }),
    ],
  });
}

/** By the concept page the signed envelope is a PDF Portfolio; by the provider's client it is one combined PDF. */
function signedDocuments(role: 'executed' | 'executed-with-certificate', title?: string): ListedFile {
  return pdfFile({ role, name: `${role}.pdf`, title, mayBePortfolio: true });
}
