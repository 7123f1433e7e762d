/**
 * The key of an event in the archive bucket, without its end; that of a test webhook lies apart. The parts are checked names
 * and ids, never a provider's text.
 */
const eventPath = (endpoint: string, envelopeId: string | undefined, eventId: string, isTest = false) =>
  `${(isTest ? testRecordsPrefix : recordsPrefix)(endpoint, envelopeId ?? '_')}${eventId}`;

/** The key of a webhook's record in the archive bucket. */
export const recordKey = (...event: Parameters<typeof eventPath>) => `${eventPath(...event)}.json`;

/** The key prefix of the duplicates of an event whose content differs from its record's. */
export const duplicatePrefix = (...event: Parameters<typeof eventPath>) => `${eventPath(...event)}/`;

/** The key prefix of what test webhooks of an endpoint leave in the archive bucket. */
const testPrefix = (endpoint: string) => `test/${endpoint}/`;

/** The key prefix of one revision of an envelope in the archive bucket, with its slash. */
export const bundlePrefix = (endpoint: string, envelopeId: string, revision: string) =>
  `${bundlesPrefix(endpoint, envelopeId)}${revision}/`;

/** The key prefix of the sample bundle of a test envelope in the archive bucket, with its slash. */
export const testBundlePrefix = (endpoint: string, envelopeId: string, revision: string) =>
  `${testBundlesPrefix(endpoint, envelopeId)}${revision}/`;

/** The key prefix of all bundles of an envelope in the archive bucket. */
export const bundlesPrefix = (endpoint: string, envelopeId: string) => `documents/${endpoint}/${envelopeId}/`;

/** The key prefix of the sample bundle of a test envelope in the archive bucket, whatever its revision. */
export const testBundlesPrefix = (endpoint: string, envelopeId: string) =>
  `${testPrefix(endpoint)}documents/${envelopeId}/`;

/** The key prefix of the records of test webhooks about an envelope in the archive bucket. */
export const testRecordsPrefix = (endpoint: string, envelopeId: string) =>
  `${testPrefix(endpoint)}webhooks/${envelopeId}/`;

/** The key prefix of an envelope's records in the archive bucket. */
export const recordsPrefix = (endpoint: string, envelopeId: string) => `webhooks/${endpoint}/${envelopeId}/`;

/** The key prefix of what the passes over an endpoint's provider leave in the archive bucket. */
export const reconciliationPrefix = (endpoint: string) => `reconciliation/${endpoint}/`;

/** The key prefix of an endpoint's webhooks in the spool bucket. A verifier may write only below its own endpoint's. */
export const spoolPrefix = (endpoint: string) => `${endpoint}/`;

/** The key of a webhook in the spool bucket. */
export const spoolKey = (endpoint: string, deliveryId: string) =>
  `${spoolPrefix(endpoint)}${deliveryId}.json`;

/** The key of an envelope's claim in the claims bucket. An archiver may write only below its own endpoint's name. */
export const claimKey = (endpoint: string, envelopeId: string) => `${endpoint}/${envelopeId}.json`;
