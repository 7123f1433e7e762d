/**
 * iinked Sign's webhooks, as samples.
 *
 * Source: Webhooks guide v4 and the page of `package_add`, checked 2026-11-21.
 */
import { hmac } from '../../kit/hash';
import type { JsonObject } from '../../kit/json';
import type { SampleFacts, SampleWebhooks } from '../support/sample-webhooks';
import { signatureHeader } from './signature-header';

/** Samples for each documented action, and one that no page names. */
export const iinkedSignSamples: SampleWebhooks = {
  bodies: {
    'envelope.created': (facts) => packageBody('package_add', facts),
    'recipient.signed': (facts) => ({
      ...documentBody('document_signed', facts),
      revisionId: facts.newId(),
      signerId: facts.newId(),
      nextSignerId: facts.newId(),
    }),
    'document.completed': (facts) => documentBody('document_executed', facts),
    'envelope.completed': (facts) => packageBody('package_executed', facts),
    'provider.event': (facts) => packageBody('esign_test', facts),
  },
  headers(body, { address, secret, registeredUrl = address, signatureAlgorithm = 'sha256' }) {
    const signature = hmac(signatureAlgorithm, secret, registeredUrl, body).toString('base64');
    return { 'content-type': 'application/json', [signatureHeader]: signature };
  },
};

function packageBody(action: string, { envelopeId: packageId, ...facts }: SampleFacts): JsonObject {
  return { action, packageId, externalData: null, ...eventFields(facts) };
}

function documentBody(action: string, { envelopeId: packageId, ...facts }: SampleFacts): JsonObject {
  return { action, packageId, documentId: facts.newId(), externalId: null, ...eventFields(facts) };
}

function eventFields({ now, newId }: Pick<SampleFacts, 'now' | 'newId'>): JsonObject {
  return {
    eventId: newId(),
    eventOwnerOrganizationId: newId(),
    eventOwnerMemberId: newId(),
    // The provider gives seven digits.
    eventTime: now.toISOString().replace('Z', '0000Z'),
  };
}
