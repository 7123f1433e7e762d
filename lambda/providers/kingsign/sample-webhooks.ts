/**
 * Kingsign's webhooks, as samples.
 *
 * Source: "Webhook Payload Examples" and src/utils/webhook-notifications.ts of
 * github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked 2026-11-21.
 */
import type { JsonObject } from '../../kit/json';
import { newHexId, type SampleFacts, type SampleWebhooks } from '../support/sample-webhooks';

/** Samples for both documented types, and one that no page names. */
export const kingsignSamples: SampleWebhooks = {
  bodies: {
    'envelope.updated': (facts) => body('document.updated', facts, { status: 'pending', signed: 0 }),
    'recipient.signed': (facts) => body('document.updated', facts, { status: 'pending', signed: 1 }),
    'envelope.completed': (facts) => body('document.completed', facts, { status: 'signed', signed: 2 }),
    'provider.event': (facts) => body('document.esign-test', facts, { status: 'pending', signed: 0 }),
  },
  headers: (bytes) => ({
    'content-type': 'application/json',
    'user-agent': 'Kingsign-Webhook/1.0',
    'x-webhook-type': String((JSON.parse(Buffer.from(bytes).toString()) as JsonObject).type),
    'x-webhook-source': 'kingsign',
  }),
};

interface Moment {
  readonly status: string;
  /** How many of the two signers have signed. */
  readonly signed: number;
}

function body(type: string, facts: SampleFacts, { status, signed }: Moment): JsonObject {
  const { envelopeId, now } = facts;
  const times = { createdAt: now.toISOString(), updatedAt: now.toISOString() };
  return {
    type,
    document: {
      _id: envelopeId,
      title: 'Test envelope',
      status,
      note: 'A test webhook',
      workspaceId: newHexId(facts),
      templateId: newHexId(facts),
      fileId: newHexId(facts),
      ...times,
      documentFields: ['Ada Byron', 'Alan Mathison'].map((name, index) => ({
        _id: newHexId(facts),
        documentId: envelopeId,
        fieldId: newHexId(facts),
        contactId: newHexId(facts),
        value: index < signed ? name : null,
        isSigned: index < signed,
        ...times,
      })),
    },
    timestamp: now.toISOString(),
    webhookId: newHexId(facts),
  };
}
