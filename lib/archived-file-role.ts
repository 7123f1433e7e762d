/** What a file in the archive is. */
export enum ArchivedFileRole {
  /** The signed document, or all of them in one file, as the provider made it. */
  EXECUTED = 'executed',
  /** The same with the provider's proof in it. */
  EXECUTED_WITH_CERTIFICATE = 'executed-with-certificate',
  /** A PDF that lay inside an executed PDF Portfolio. */
  PORTFOLIO_DOCUMENT = 'portfolio-document',
  /** The provider's proof of who signed. */
  CERTIFICATE = 'certificate',
  /** The provider's log. */
  AUDIT_LOG = 'audit-log',
  /** iinked Sign's own compilation. */
  MASTER_FILE = 'master-file',
  /** The signed document as this software has drawn it, for a provider that makes none: no proof of the provider's. */
  RENDERED = 'rendered',
  /** The document as it was before anybody signed. */
  ORIGINAL = 'original',
  /** What was filled in, as the provider's API says. */
  FIELD_VALUES = 'field-values',
  /** Where on the pages it belongs, as the provider's API says. */
  FIELD_GEOMETRY = 'field-geometry',
}
