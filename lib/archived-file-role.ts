/** The role of a file in the archive. */
export enum ArchivedFileRole {
  /** The signed document as the provider made it. Some providers put all documents into one file. */
  EXECUTED = 'executed',
  /** The signed document with the provider's proof of signing inside. */
  EXECUTED_WITH_CERTIFICATE = 'executed-with-certificate',
  /** A PDF that was inside an executed PDF Portfolio. */
  PORTFOLIO_DOCUMENT = 'portfolio-document',
  /** The provider's proof of who signed. */
  CERTIFICATE = 'certificate',
  /** The provider's audit log. */
  AUDIT_LOG = 'audit-log',
  /** The compilation that iinked Sign itself makes. */
  MASTER_FILE = 'master-file',
  /** The signed document as drawn by this package, for a provider that makes none. It is no proof by the provider. */
  RENDERED = 'rendered',
  /** The document before anybody signed. */
  ORIGINAL = 'original',
  /** The values that were filled in, as the provider's API returns them. */
  FIELD_VALUES = 'field-values',
  /** The positions of these values on the pages, as the provider's API returns them. */
  FIELD_GEOMETRY = 'field-geometry',
}
