// Written by `npm run schemas` from lambda/contracts. Do not edit it.

/** Every event that this version knows. Its `type` says which fields it has. */
export type SigningEvent =
  | { [Type in ReportedEventType]: ReportedEvent<Type> }[ReportedEventType]
  | DocumentCompletedEvent
  | EnvelopeCompletedEvent
  | EnvelopeArchivedEvent
  | EnvelopeArchiveFailedEvent
  | ProviderEvent;

/** The types of events that this version knows: the detail types on the bus. */
export type SigningEventType = SigningEvent['type'];

/** The event of one type: `SigningEventOf<'recipient.signed'>`. */
export type SigningEventOf<Type extends SigningEventType> = Extract<SigningEvent, { type: Type }>;

/** The types of such events. */
export type ReportedEventType =
  | 'envelope.created'
  | 'envelope.sent'
  | 'envelope.updated'
  | 'envelope.declined'
  | 'envelope.voided'
  | 'envelope.expired'
  | 'envelope.deleted'
  | 'recipient.viewed'
  | 'recipient.signed'
  | 'recipient.declined'
  | 'recipient.expired'
  | 'recipient.reminded'
  | 'template.created'
  | 'template.updated'
  | 'template.deleted'
  | 'template.used';

/** Something happened to an envelope, a recipient or a template: a webhook reports it. */
export interface ReportedEvent<Type extends ReportedEventType = ReportedEventType> {
  /** The version of this contract. An event of another version is another contract. */
  version: 1;
  /** The same for each delivery of the same event. De-duplicate by it. */
  id: string;
  type: Type;
  /** The e-signature service. */
  provider: SigningProvider;
  /** The name of the endpoint: one address for one account at one provider. */
  endpoint: string;
  /**
   * True if the provider's API confirmed it, and not only a webhook. Never true on
   * `envelope.archive-failed`, nor on a test.
   */
  confirmed: boolean;
  /**
   * Present if a test webhook caused the event: the command `trigger`, or Documenso's Test button.
   * Nobody signed anything.
   */
  test?: true;
  /** Present if the command `replay` handed the event on again: the time when it started. */
  replayedAt?: string;
  /** The provider's time of the event, if it sends one. */
  occurredAt?: string;
  /** The arrival of the webhook, or the time when the archiver made the event. */
  receivedAt: string;
  /** The problem with a genuine request or with a bundle, or the reason why archiving failed. */
  problem?: string;
  /** The envelope, or the template in an event of a template. */
  envelope: SigningEnvelope;
  /**
   * The proof of the webhook's sender. `hmac-sha256`, `hmac-sha1`: a MAC of the address and of every
   * byte of the body. `shared-secret`, `url-token`: the sender knows a secret, and the body is not
   * protected.
   */
  authenticity: Authenticity;
  /** Where the raw request of a webhook is stored, written once. */
  record: RecordPlace;
  /** The provider's own name of the event. */
  providerEvent: string;
  /** One document of an envelope. */
  document?: SigningDocument;
  /** Somebody who signs or gets a copy. `recipient` is the one who acted, if the body alone shows it. */
  recipient?: SigningRecipient;
  /** All recipients, if the webhook lists them. */
  recipients?: SigningRecipient[];
  /** How many have signed. */
  progress?: SigningProgress;
}

/** The e-signature service. */
export type SigningProvider = 'iinked-sign' | 'sign-plus' | 'documenso' | 'kingsign' | (string & {});

/** The envelope, or the template in an event of a template. */
export interface SigningEnvelope {
  /** The provider's id of the envelope. */
  id: string;
  /**
   * The provider's older id of the envelope, if it has two (Documenso's number). It is the same in each
   * version of the provider.
   */
  legacyId?: string;
  /**
   * The template that the envelope was made from (Documenso's number): the `legacyId` of that template's
   * own events.
   */
  templateId?: string;
  /** The envelope's title. */
  title?: string;
  /** The sender's own reference, if the provider supports a text. */
  externalId?: string;
  /**
   * The sender's own JSON, if the provider supports an object (iinked Sign's `externalData`). Left out
   * above 8 KiB: the record has it.
   */
  externalData?: Record<string, unknown>;
  /** The provider's name of the envelope's state. */
  status?: string;
}

/**
 * The proof of the webhook's sender. `hmac-sha256`, `hmac-sha1`: a MAC of the address and of every
 * byte of the body. `shared-secret`, `url-token`: the sender knows a secret, and the body is not
 * protected.
 */
export type Authenticity = 'hmac-sha256' | 'hmac-sha1' | 'shared-secret' | 'url-token' | (string & {});

/** Where the raw request of a webhook is stored, written once. */
export interface RecordPlace {
  bucket: string;
  key: string;
}

/** One document of an envelope. */
export interface SigningDocument {
  /** The provider's id of the document. */
  id: string;
  /** The document's title. */
  title?: string;
  /** The sender's own reference of the document. */
  externalId?: string;
}

/** Somebody who signs or gets a copy. `recipient` is the one who acted, if the body alone shows it. */
export interface SigningRecipient {
  /** The provider's id of the recipient. */
  id: string;
  /** The recipient's name. */
  name?: string;
  /** The recipient's e-mail address. */
  email?: string;
  /** The provider's name of the recipient's state. */
  status?: string;
  /**
   * The time when the provider found that the recipient's time to sign is over. Absent before, and after
   * a new invitation.
   */
  expiredAt?: string;
}

/** How many have signed. */
export interface SigningProgress {
  /** The number of recipients who have signed. */
  signed: number;
  /** The number of recipients who have to sign. */
  total: number;
}

/** Everybody signed one document of the envelope: a webhook reports it. */
export interface DocumentCompletedEvent {
  /** The version of this contract. An event of another version is another contract. */
  version: 1;
  /** The same for each delivery of the same event. De-duplicate by it. */
  id: string;
  type: 'document.completed';
  /** The e-signature service. */
  provider: SigningProvider;
  /** The name of the endpoint: one address for one account at one provider. */
  endpoint: string;
  /**
   * True if the provider's API confirmed it, and not only a webhook. Never true on
   * `envelope.archive-failed`, nor on a test.
   */
  confirmed: boolean;
  /**
   * Present if a test webhook caused the event: the command `trigger`, or Documenso's Test button.
   * Nobody signed anything.
   */
  test?: true;
  /** Present if the command `replay` handed the event on again: the time when it started. */
  replayedAt?: string;
  /** The provider's time of the event, if it sends one. */
  occurredAt?: string;
  /** The arrival of the webhook, or the time when the archiver made the event. */
  receivedAt: string;
  /** The problem with a genuine request or with a bundle, or the reason why archiving failed. */
  problem?: string;
  /** The envelope, or the template in an event of a template. */
  envelope: SigningEnvelope;
  /**
   * The proof of the webhook's sender. `hmac-sha256`, `hmac-sha1`: a MAC of the address and of every
   * byte of the body. `shared-secret`, `url-token`: the sender knows a secret, and the body is not
   * protected.
   */
  authenticity: Authenticity;
  /** Where the raw request of a webhook is stored, written once. */
  record: RecordPlace;
  /** The provider's own name of the event. */
  providerEvent: string;
  /** One document of an envelope. */
  document: SigningDocument;
  /** Somebody who signs or gets a copy. `recipient` is the one who acted, if the body alone shows it. */
  recipient?: SigningRecipient;
  /** All recipients, if the webhook lists them. */
  recipients?: SigningRecipient[];
  /** How many have signed. */
  progress?: SigningProgress;
}

/**
 * Everybody signed everything. A webhook reports it, and then it has `authenticity` and `record`; or
 * the archiver found it (`foundBy`), and then the API has confirmed it.
 */
export interface EnvelopeCompletedEvent {
  /** The version of this contract. An event of another version is another contract. */
  version: 1;
  /** The same for each delivery of the same event. De-duplicate by it. */
  id: string;
  type: 'envelope.completed';
  /** The e-signature service. */
  provider: SigningProvider;
  /** The name of the endpoint: one address for one account at one provider. */
  endpoint: string;
  /**
   * True if the provider's API confirmed it, and not only a webhook. Never true on
   * `envelope.archive-failed`, nor on a test.
   */
  confirmed: boolean;
  /**
   * Present if a test webhook caused the event: the command `trigger`, or Documenso's Test button.
   * Nobody signed anything.
   */
  test?: true;
  /** Present if the command `replay` handed the event on again: the time when it started. */
  replayedAt?: string;
  /** The provider's time of the event, if it sends one. */
  occurredAt?: string;
  /** The arrival of the webhook, or the time when the archiver made the event. */
  receivedAt: string;
  /** The problem with a genuine request or with a bundle, or the reason why archiving failed. */
  problem?: string;
  /** The envelope, or the template in an event of a template. */
  envelope: SigningEnvelope;
  /**
   * The proof of the webhook's sender. `hmac-sha256`, `hmac-sha1`: a MAC of the address and of every
   * byte of the body. `shared-secret`, `url-token`: the sender knows a secret, and the body is not
   * protected.
   */
  authenticity?: Authenticity;
  /** Where the raw request of a webhook is stored, written once. */
  record?: RecordPlace;
  /** The provider's own name of the event. */
  providerEvent?: string;
  /** One document of an envelope. */
  document?: SigningDocument;
  /** Somebody who signs or gets a copy. `recipient` is the one who acted, if the body alone shows it. */
  recipient?: SigningRecipient;
  /** All recipients, if the webhook lists them. */
  recipients?: SigningRecipient[];
  /** How many have signed. */
  progress?: SigningProgress;
  /**
   * Who found a completed envelope: a pass over the provider's list (`reconciliation`), or an operator's
   * `import` of the past. Absent if a webhook reported the completion.
   */
  foundBy?: FoundBy;
}

/**
 * Who found a completed envelope: a pass over the provider's list (`reconciliation`), or an operator's
 * `import` of the past. Absent if a webhook reported the completion.
 */
export type FoundBy = 'reconciliation' | 'import' | (string & {});

/** Every file of a complete envelope is in the archive. It comes from no webhook. */
export interface EnvelopeArchivedEvent {
  /** The version of this contract. An event of another version is another contract. */
  version: 1;
  /** The same for each delivery of the same event. De-duplicate by it. */
  id: string;
  type: 'envelope.archived';
  /** The e-signature service. */
  provider: SigningProvider;
  /** The name of the endpoint: one address for one account at one provider. */
  endpoint: string;
  /** The provider's API confirmed that the envelope is complete. False only on a test (`test`). */
  confirmed: boolean;
  /**
   * Present if a test webhook caused the event: the command `trigger`, or Documenso's Test button.
   * Nobody signed anything.
   */
  test?: true;
  /** Present if the command `replay` handed the event on again: the time when it started. */
  replayedAt?: string;
  /** The provider's time of the event, if it sends one. */
  occurredAt?: string;
  /** The arrival of the webhook, or the time when the archiver made the event. */
  receivedAt: string;
  /** The problem with a genuine request or with a bundle, or the reason why archiving failed. */
  problem?: string;
  /** The envelope, or the template in an event of a template. */
  envelope: SigningEnvelope;
  /**
   * Who found a completed envelope: a pass over the provider's list (`reconciliation`), or an operator's
   * `import` of the past. Absent if a webhook reported the completion.
   */
  foundBy?: FoundBy;
  /** The archived bundle, on `envelope.archived` only. */
  archive: ArchiveSummary;
}

/** The archived bundle, on `envelope.archived` only. */
export interface ArchiveSummary {
  /** The archive's bucket. */
  bucket: string;
  /** The hash of the signed state. A new state has a new bundle. */
  revision: string;
  /** The list of all files. */
  manifest: {
    /** The manifest's key in the bucket. */
    key: string;
    /** The manifest's SHA-256, hex. */
    sha256: string;
  };
  /** Left out above 200 files, or if the event became too large. The manifest has all files. */
  files?: ArchivedFile[];
  /** The number of files in the manifest. */
  fileCount: number;
  /** The roles of the files, each once. Event rules can match an executed or a rendered document. */
  roles: ArchivedFileRole[];
  /** The names of the bundle's problems, each once. Event rules can match a damaged file. */
  problems?: string[];
}

/** One file of a bundle in the archive bucket. */
export interface ArchivedFile {
  /**
   * The role of a file in a bundle: `executed` is the signed document, and `rendered` is one that the
   * archiver drew because the provider makes none.
   */
  role: ArchivedFileRole;
  /** The file's key in the archive bucket. */
  key: string;
  /** Bytes. */
  size: number;
  /** The SHA-256 of the file's bytes, hex. */
  sha256: string;
  /** The provider's id of the document. */
  documentId?: string;
  /** The provider's name of the document. It is never part of a key. */
  title?: string;
  /** The key of the portfolio that contains a `portfolio-document`. */
  extractedFrom?: string;
  /** The name and version of this software, for a `rendered` file. */
  renderedBy?: string;
  /** The keys of the sources of a `rendered` file, the original first. */
  renderedFrom?: string[];
}

/**
 * The role of a file in a bundle: `executed` is the signed document, and `rendered` is one that the
 * archiver drew because the provider makes none.
 */
export type ArchivedFileRole =
  | 'executed'
  | 'executed-with-certificate'
  | 'portfolio-document'
  | 'certificate'
  | 'audit-log'
  | 'master-file'
  | 'rendered'
  | 'original'
  | 'field-values'
  | 'field-geometry'
  | (string & {});

/** The archiver gave up the envelope. It comes from no webhook. */
export interface EnvelopeArchiveFailedEvent {
  /** The version of this contract. An event of another version is another contract. */
  version: 1;
  /** The same for each delivery of the same event. De-duplicate by it. */
  id: string;
  type: 'envelope.archive-failed';
  /** The e-signature service. */
  provider: SigningProvider;
  /** The name of the endpoint: one address for one account at one provider. */
  endpoint: string;
  /** Never true, so that no rule takes it for a whole bundle. */
  confirmed: false;
  /**
   * Present if a test webhook caused the event: the command `trigger`, or Documenso's Test button.
   * Nobody signed anything.
   */
  test?: true;
  /** Present if the command `replay` handed the event on again: the time when it started. */
  replayedAt?: string;
  /** The provider's time of the event, if it sends one. */
  occurredAt?: string;
  /** The arrival of the webhook, or the time when the archiver made the event. */
  receivedAt: string;
  /** Why the archiver gave up. */
  problem: string;
  /** The envelope, or the template in an event of a template. */
  envelope: SigningEnvelope;
  /**
   * Who found a completed envelope: a pass over the provider's list (`reconciliation`), or an operator's
   * `import` of the past. Absent if a webhook reported the completion.
   */
  foundBy?: FoundBy;
  /**
   * What the archive has of an envelope that could not be archived, on `envelope.archive-failed` only.
   * It is no bundle.
   */
  incomplete?: IncompleteSummary;
}

/**
 * What the archive has of an envelope that could not be archived, on `envelope.archive-failed` only.
 * It is no bundle.
 */
export interface IncompleteSummary {
  /** The archive's bucket. */
  bucket: string;
  /** The hash of the signed state. */
  revision: string;
  /** The key of `incomplete.json` in the bucket. */
  key: string;
  /** The SHA-256 of `incomplete.json`, hex. */
  sha256: string;
  /**
   * The files that are in the archive. Left out above 200 files, or if the event became too large.
   * `incomplete.json` has all files.
   */
  files?: ArchivedFile[];
  /** The number of files that are in the archive. */
  fileCount: number;
  /** The files that cannot be had, and why. Left out like `files`. */
  missing?: MissingFile[];
  /** The number of files that cannot be had. */
  missingCount: number;
}

/** A file of an envelope that the archive does not have, although the provider lists it. */
export interface MissingFile {
  /**
   * The role of a file in a bundle: `executed` is the signed document, and `rendered` is one that the
   * archiver drew because the provider makes none.
   */
  role: ArchivedFileRole;
  /** The path that the file would have inside the bundle. */
  name: string;
  /** The provider's id of the document. */
  documentId?: string;
  /** The provider's name of the document. */
  title?: string;
  /** The reason why the last attempt did not get the file, or `not-tried`: the run ended before it. */
  reason: string;
}

/** Any other genuine webhook. If it is not readable, `problem` says why. */
export interface ProviderEvent {
  /** The version of this contract. An event of another version is another contract. */
  version: 1;
  /** The same for each delivery of the same event. De-duplicate by it. */
  id: string;
  type: 'provider.event';
  /** The e-signature service. */
  provider: SigningProvider;
  /** The name of the endpoint: one address for one account at one provider. */
  endpoint: string;
  /**
   * True if the provider's API confirmed it, and not only a webhook. Never true on
   * `envelope.archive-failed`, nor on a test.
   */
  confirmed: boolean;
  /**
   * Present if a test webhook caused the event: the command `trigger`, or Documenso's Test button.
   * Nobody signed anything.
   */
  test?: true;
  /** Present if the command `replay` handed the event on again: the time when it started. */
  replayedAt?: string;
  /** The provider's time of the event, if it sends one. */
  occurredAt?: string;
  /** The arrival of the webhook, or the time when the archiver made the event. */
  receivedAt: string;
  /** The problem with a genuine request or with a bundle, or the reason why archiving failed. */
  problem?: string;
  /**
   * The proof of the webhook's sender. `hmac-sha256`, `hmac-sha1`: a MAC of the address and of every
   * byte of the body. `shared-secret`, `url-token`: the sender knows a secret, and the body is not
   * protected.
   */
  authenticity: Authenticity;
  /** Where the raw request of a webhook is stored, written once. */
  record: RecordPlace;
  /** The provider's own name of the event. */
  providerEvent?: string;
  /** One document of an envelope. */
  document?: SigningDocument;
  /** Somebody who signs or gets a copy. `recipient` is the one who acted, if the body alone shows it. */
  recipient?: SigningRecipient;
  /** All recipients, if the webhook lists them. */
  recipients?: SigningRecipient[];
  /** How many have signed. */
  progress?: SigningProgress;
  /** The envelope, or the template in an event of a template. */
  envelope?: SigningEnvelope;
}

/** An event of a type that this version does not know: a later version publishes it. */
export interface UnknownSigningEvent {
  /** The version of this contract. An event of another version is another contract. */
  version: 1;
  /** The same for each delivery of the same event. De-duplicate by it. */
  id: string;
  type: string;
  /** The e-signature service. */
  provider: SigningProvider;
  /** The name of the endpoint: one address for one account at one provider. */
  endpoint: string;
  /**
   * True if the provider's API confirmed it, and not only a webhook. Never true on
   * `envelope.archive-failed`, nor on a test.
   */
  confirmed: boolean;
  /**
   * Present if a test webhook caused the event: the command `trigger`, or Documenso's Test button.
   * Nobody signed anything.
   */
  test?: true;
  /** Present if the command `replay` handed the event on again: the time when it started. */
  replayedAt?: string;
  /** The provider's time of the event, if it sends one. */
  occurredAt?: string;
  /** The arrival of the webhook, or the time when the archiver made the event. */
  receivedAt: string;
  /** The problem with a genuine request or with a bundle, or the reason why archiving failed. */
  problem?: string;
}
