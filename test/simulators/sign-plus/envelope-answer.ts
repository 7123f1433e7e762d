import type { SignPlusEnvelope } from './simulated-envelope';

/**
 * The answer of `GET /envelope/{id}`.
 * Source: https://apidoc.sign.plus/concepts/envelope and signplus-typescript v2.3.0, checked 2026-11-21.
 */
export function envelopeAnswer(one: SignPlusEnvelope) {
  const { id, name, completed, recipients, documents, createdAt, updatedAt } = one;
  return {
    id,
    name,
    comment: '',
    pages: documents.length,
    flow_type: 'REQUEST_SIGNATURE',
    legality_level: 'SES',
    status: completed ? 'COMPLETED' : 'IN_PROGRESS',
    created_at: unixSeconds(createdAt),
    // It changes with everything, so it cannot identify a revision.
    updated_at: unixSeconds(updatedAt),
    expires_at: 1_831_280_113,
    num_recipients: recipients.length,
    is_duplicable: true,
    signing_steps: recipients.map(({ passcode, ...recipient }) => ({
      recipients: [{ ...recipient, role: 'SIGNER', verification: { type: 'PASSCODE', value: passcode } }],
    })),
    documents: documents.map((document) => ({
      id: document.id,
      name: document.name,
      filename: document.name,
      page_count: 1,
      pages: [{ width: 595, height: 842 }],
    })),
    notification: { subject: name, message: 'Please sign', reminder_interval: 7 },
    attachments: null,
  };
}

const unixSeconds = (time: Date) => Math.floor(time.getTime() / 1_000);

/** The fields of a question for the list that the simulator obeys. */
interface ListQuestion {
  readonly statuses?: readonly string[];
  readonly ascending?: boolean;
  readonly first?: number;
  readonly after?: string;
}

/** The provider's maximum is not documented. */
const maxPageSize = 100;

/** The answer of `POST /envelopes`, in the order in which envelopes were made. The cursor is the id of an envelope. */
export function listAnswer(envelopes: Iterable<SignPlusEnvelope>, body: string) {
  const { statuses, ascending = true, first = 20, after } = JSON.parse(body) as ListQuestion;
  const all = [...envelopes]
    .map(envelopeAnswer)
    .filter(({ status }) => statuses?.includes(status) ?? true)
    .sort(
      (one, other) =>
        (one.created_at - other.created_at || (one.id < other.id ? -1 : 1)) * (ascending ? 1 : -1),
    );
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const page = all.slice(start, start + Math.min(first, maxPageSize));
  return {
    has_next_page: start + page.length < all.length,
    has_previous_page: start > 0,
    envelopes: page,
  };
}
