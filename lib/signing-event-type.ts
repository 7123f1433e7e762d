/** The type of a signing event: the event's `detail-type`. All providers share these types. */
export enum SigningEventType {
  /** An envelope was created. */
  ENVELOPE_CREATED = 'envelope.created',
  /** An envelope was sent to its recipients. */
  ENVELOPE_SENT = 'envelope.sent',
  /** Something about an envelope changed. */
  ENVELOPE_UPDATED = 'envelope.updated',
  /** All recipients have signed everything, according to the provider's webhook; or to its API, if the webhook never came. */
  ENVELOPE_COMPLETED = 'envelope.completed',
  /** An envelope was declined: a recipient refused to sign. */
  ENVELOPE_DECLINED = 'envelope.declined',
  /** The sender cancelled an envelope. */
  ENVELOPE_VOIDED = 'envelope.voided',
  /** An envelope expired. */
  ENVELOPE_EXPIRED = 'envelope.expired',
  /** An envelope was deleted at the provider. */
  ENVELOPE_DELETED = 'envelope.deleted',
  /** The provider's API confirmed that an envelope is complete, and every executed PDF is in the archive. */
  ENVELOPE_ARCHIVED = 'envelope.archived',
  /** A webhook or reconciliation reported an envelope as complete, but it could not be archived; `problem` gives the reason. */
  ENVELOPE_ARCHIVE_FAILED = 'envelope.archive-failed',
  /** All recipients have signed one document of an envelope. */
  DOCUMENT_COMPLETED = 'document.completed',
  /** A recipient opened an envelope. */
  RECIPIENT_VIEWED = 'recipient.viewed',
  /** A recipient signed. */
  RECIPIENT_SIGNED = 'recipient.signed',
  /** A recipient declined to sign. */
  RECIPIENT_DECLINED = 'recipient.declined',
  /** The time of a recipient is over. */
  RECIPIENT_EXPIRED = 'recipient.expired',
  /** A recipient was reminded. */
  RECIPIENT_REMINDED = 'recipient.reminded',
  /** A template was created. */
  TEMPLATE_CREATED = 'template.created',
  /** A template changed. */
  TEMPLATE_UPDATED = 'template.updated',
  /** A template was deleted. */
  TEMPLATE_DELETED = 'template.deleted',
  /** An envelope was created from a template. */
  TEMPLATE_USED = 'template.used',
  /** A genuine webhook of another kind, or one that could not be read; `problem` gives the reason. */
  PROVIDER_EVENT = 'provider.event',
}
