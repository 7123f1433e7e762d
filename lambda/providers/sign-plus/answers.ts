/**
 * What the API says of an envelope, as far as the archiver needs it.
 *
 * Source: https://apidoc.sign.plus/concepts/envelope and .../signplus/list-envelopes, and the provider's own TypeScript
 * client (github.com/AlohiHQ/signplus-typescript v2.3.0), checked 2026-11-21.
 */
import * as z from 'zod';
import { clipText } from '../../kit/text';
import type { EnvelopeState, ListedFile } from '../provider';

/** Everything else is left behind here: a recipient's `verification` may hold the passcode that opens the envelope. */
export const envelopeAnswerSchema = z.object({
  id: z.string(),
  /** Clipped, for it ends up in an event, whose size is limited. */
  name: z
    .string()
    .transform((name) => clipText(name, 500))
    .nullish(),
  status: z.string().transform((status) => clipText(status, 100)),
});

/**
 * Complete is what the provider calls so: it names no state after it, no time of completion and no reseal, so that an
 * envelope has one revision. `updated_at` would make new ones of a changed name.
 */
export function readEnvelopeAnswer({ name, status }: z.infer<typeof envelopeAnswerSchema>): EnvelopeState {
  const title = name ? { title: name } : {};
  return {
    complete: status === 'COMPLETED',
    status,
    ...title,
    revision: 1,
    files: [
      { ...signedDocuments, role: 'executed', name: 'executed.pdf', ...title },
      {
        ...signedDocuments,
        role: 'executed-with-certificate',
        name: 'executed-with-certificate.pdf',
        ...title,
      },
      { role: 'certificate', name: 'certificate.pdf', presence: 'required', format: 'pdf' },
    ],
  };
}

/** The concept page has the signed envelope downloaded as a PDF Portfolio; the client's speaks of one combined PDF. */
const signedDocuments = {
  presence: 'required',
  format: 'pdf',
  mayBePortfolio: true,
} as const satisfies Partial<ListedFile>;
