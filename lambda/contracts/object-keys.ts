/** Where things lie in the archive bucket. The parts are checked names and ids: no provider text ever. */
export const recordKey = (endpoint: string, envelopeId: string | undefined, eventId: string) =>
  `webhooks/${endpoint}/${envelopeId ?? '_'}/${eventId}.json`;

/** The folder of one revision of one envelope, with its slash. */
export const bundlePrefix = (endpoint: string, envelopeId: string, revision: string) =>
  `documents/${endpoint}/${envelopeId}/${revision}/`;

/** Where a spooled webhook lies in the spool bucket: a verifier may only put below its own endpoint. */
export const spoolKey = (endpoint: string, deliveryId: string) => `${endpoint}/${deliveryId}.json`;
