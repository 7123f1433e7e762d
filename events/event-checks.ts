// Written by `npm run schemas` from lambda/contracts. Do not edit it.
import { anyObject, exactly, flag, list, object, text, wholeNumber, type Check } from './checks';

const signingEnvelope = object(
  { id: text() },
  {
    legacyId: text(),
    templateId: text(),
    title: text(),
    externalId: text(),
    externalData: anyObject,
    status: text(),
  },
);

const authenticity = text();

const recordPlace = object({ bucket: text(), key: text() });

const signingDocument = object({ id: text() }, { title: text(), externalId: text() });

const signingRecipient = object(
  { id: text() },
  { name: text(), email: text(), status: text(), expiredAt: text() },
);

const signingProgress = object({ signed: wholeNumber(), total: wholeNumber() });

const reportedEvent = object(
  { envelope: signingEnvelope, authenticity, record: recordPlace, providerEvent: text() },
  {
    document: signingDocument,
    recipient: signingRecipient,
    recipients: list(signingRecipient),
    progress: signingProgress,
  },
);

const signingProvider = text();

const documentCompletedEvent = object(
  {
    envelope: signingEnvelope,
    authenticity,
    record: recordPlace,
    providerEvent: text(),
    document: signingDocument,
  },
  { recipient: signingRecipient, recipients: list(signingRecipient), progress: signingProgress },
);

const foundBy = text();

const envelopeCompletedEvent = object(
  { envelope: signingEnvelope },
  {
    authenticity,
    record: recordPlace,
    providerEvent: text(),
    document: signingDocument,
    recipient: signingRecipient,
    recipients: list(signingRecipient),
    progress: signingProgress,
    foundBy,
  },
);

const archivedFileRole = text();

const archivedFile = object(
  { role: archivedFileRole, key: text(), size: wholeNumber(0), sha256: text(/^[0-9a-f]{64}$/) },
  {
    documentId: text(),
    title: text(),
    extractedFrom: text(),
    renderedBy: text(),
    renderedFrom: list(text()),
  },
);

const archiveSummary = object(
  {
    bucket: text(),
    revision: text(),
    manifest: object({ key: text(), sha256: text() }),
    fileCount: wholeNumber(0),
    roles: list(archivedFileRole),
  },
  { files: list(archivedFile), problems: list(text()) },
);

const envelopeArchivedEvent = object(
  { confirmed: flag, envelope: signingEnvelope, archive: archiveSummary },
  { foundBy },
);

const missingFile = object(
  { role: archivedFileRole, name: text(), reason: text() },
  { documentId: text(), title: text() },
);

const incompleteSummary = object(
  {
    bucket: text(),
    revision: text(),
    key: text(),
    sha256: text(),
    fileCount: wholeNumber(0),
    missingCount: wholeNumber(0),
  },
  { files: list(archivedFile), missing: list(missingFile) },
);

const envelopeArchiveFailedEvent = object(
  { confirmed: exactly(false), problem: text(), envelope: signingEnvelope },
  { foundBy, incomplete: incompleteSummary },
);

const providerEvent = object(
  { authenticity, record: recordPlace },
  {
    providerEvent: text(),
    document: signingDocument,
    recipient: signingRecipient,
    recipients: list(signingRecipient),
    progress: signingProgress,
    envelope: signingEnvelope,
  },
);

export const everyEvent = object(
  {
    version: exactly(1),
    id: text(/^[0-9a-f]{64}$/),
    provider: signingProvider,
    endpoint: text(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/),
    confirmed: flag,
    receivedAt: text(
      /^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z))$/,
    ),
  },
  {
    test: exactly(true),
    replayedAt: text(
      /^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z))$/,
    ),
    occurredAt: text(),
    problem: text(),
  },
);

/** What the events of each known type have besides. */
export const checksByType: ReadonlyMap<string, Check> = new Map([
  ['envelope.created', reportedEvent],
  ['envelope.sent', reportedEvent],
  ['envelope.updated', reportedEvent],
  ['envelope.declined', reportedEvent],
  ['envelope.voided', reportedEvent],
  ['envelope.expired', reportedEvent],
  ['envelope.deleted', reportedEvent],
  ['recipient.viewed', reportedEvent],
  ['recipient.signed', reportedEvent],
  ['recipient.declined', reportedEvent],
  ['recipient.expired', reportedEvent],
  ['recipient.reminded', reportedEvent],
  ['template.created', reportedEvent],
  ['template.updated', reportedEvent],
  ['template.deleted', reportedEvent],
  ['template.used', reportedEvent],
  ['document.completed', documentCompletedEvent],
  ['envelope.completed', envelopeCompletedEvent],
  ['envelope.archived', envelopeArchivedEvent],
  ['envelope.archive-failed', envelopeArchiveFailedEvent],
  ['provider.event', providerEvent],
]);
