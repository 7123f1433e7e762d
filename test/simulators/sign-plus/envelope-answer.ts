import type { SignPlusEnvelope } from './simulated-envelope';

/**
 * The answer of `GET /envelope/{id}`.
 * Source: https://apidoc.sign.plus/concepts/envelope and signplus-typescript v2.3.0, checked 2026-11-21.
 */
export function envelopeAnswer({ id, name, completed, recipients, documents }: SignPlusEnvelope) {
  return {
    id,
    name,
    comment: '',
    pages: documents.length,
    flow_type: 'REQUEST_SIGNATURE',
    legality_level: 'SES',
    status: completed ? 'COMPLETED' : 'IN_PROGRESS',
    created_at: 1_795_251_600,
    // It changes with everything, so it cannot identify a revision.
    updated_at: Math.floor(Date.now() / 1000),
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
