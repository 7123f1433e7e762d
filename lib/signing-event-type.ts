/** What happens to an envelope, in our words: the `detail-type` of a signing event. */
export enum SigningEventType {
  /** An envelope exists. */
  ENVELOPE_CREATED = 'envelope.created',
  /** It was sent to its recipients. */
  ENVELOPE_SENT = 'envelope.sent',
  /** Something about it changed. */
  ENVELOPE_UPDATED = 'envelope.updated',
  /** All have signed everything, says the provider's webhook. */
  ENVELOPE_COMPLETED = 'envelope.completed',
  /** A recipient refused to sign. */
  ENVELOPE_DECLINED = 'envelope.declined',
  /** Its sender took it back. */
  ENVELOPE_VOIDED = 'envelope.voided',
  /** Its time is over. */
  ENVELOPE_EXPIRED = 'envelope.expired',
  /** It was deleted at the provider. */
  ENVELOPE_DELETED = 'envelope.deleted',
  /** The provider's API confirmed that it is complete, and every executed PDF is in the archive. */
  ENVELOPE_ARCHIVED = 'envelope.archived',
  /** It was said to be complete, and could not be archived; `problem` says why. */
  ENVELOPE_ARCHIVE_FAILED = 'envelope.archive-failed',
  /** All have signed one of its documents. */
  DOCUMENT_COMPLETED = 'document.completed',
  /** A recipient opened it. */
  RECIPIENT_VIEWED = 'recipient.viewed',
  /** A recipient signed. */
  RECIPIENT_SIGNED = 'recipient.signed',
  /** A recipient refused to sign. */
  RECIPIENT_DECLINED = 'recipient.declined',
  /** A recipient's time is over. */
  RECIPIENT_EXPIRED = 'recipient.expired',
  /** A recipient was reminded. */
  RECIPIENT_REMINDED = 'recipient.reminded',
  /** A template exists. */
  TEMPLATE_CREATED = 'template.created',
  /** A template changed. */
  TEMPLATE_UPDATED = 'template.updated',
  /** A template was deleted. */
  TEMPLATE_DELETED = 'template.deleted',
  /** An envelope was made from a template. */
  TEMPLATE_USED = 'template.used',
  /** Genuine, and we have no word for it, or could not read it; `problem` says why. */
  PROVIDER_EVENT = 'provider.event',
}
