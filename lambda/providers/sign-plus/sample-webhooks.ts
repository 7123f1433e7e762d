/**
 * Sign.Plus's webhooks, as samples.
 *
 * Source: https://apidoc.sign.plus/guides/get-notified-using-webhooks, checked 2026-11-21.
 */
import type { JsonObject } from '../../kit/json';
import { newHexId, type SampleFacts, type SampleWebhooks } from '../support/sample-webhooks';

/** Samples for each documented event and action, and one that no page names. */
export const signPlusSamples: SampleWebhooks = {
  bodies: {
    'recipient.viewed': (facts) => auditBody('ENVELOPE_VIEWED', facts),
    'recipient.signed': (facts) => auditBody('ENVELOPE_SIGNED', facts),
    'recipient.declined': (facts) => auditBody('ENVELOPE_DECLINED', facts),
    'envelope.completed': (facts) => envelopeBody('envelope_completed', facts),
    'envelope.declined': (facts) => envelopeBody('envelope_declined', facts),
    'envelope.voided': (facts) => envelopeBody('envelope_voided', facts),
    'envelope.expired': (facts) => envelopeBody('envelope_expired', facts),
    'provider.event': (facts) => envelopeBody('envelope_esign_test', facts),
  },
  headers: () => ({ 'content-type': 'application/json' }),
};

function envelopeBody(event: string, facts: SampleFacts): JsonObject {
  return body(event, facts, { file_name: 'Test envelope' });
}

function auditBody(action: string, facts: SampleFacts): JsonObject {
  return body('envelope_audit_trail', facts, { recipient_id: newHexId(facts), action });
}

/** `hook.target` is the registered address. Our token in it is struck out before the body is stored. */
function body(event: string, facts: SampleFacts, data: JsonObject): JsonObject {
  const id = newHexId(facts);
  return {
    hook: { id, event, target: facts.address },
    data: { id, uid: facts.newId().replaceAll('-', ''), envelope_id: facts.envelopeId, ...data },
  };
}
