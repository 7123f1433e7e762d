/** The options that the endpoints of all providers have. */
export interface EsignEndpointOptions {
  /**
   * The name of the endpoint: part of its address, of its keys in the archive, and on every event.
   *
   * Lower-case letters, digits and dashes, 40 at most.
   *
   * @default - the provider's id, such as `sign-plus`
   */
  readonly endpoint?: string;

  /**
   * Whether to archive the files of completed envelopes. Without an archive there is no `envelope.archived`, and no API
   * key is needed.
   *
   * @default true
   */
  readonly archive?: boolean;

  /**
   * Whether to read the provider's list of envelopes for completed ones that no webhook reported, and to archive those too. The
   * prop `reconciliation` of `EsignWebhooks` says how often.
   *
   * The list has all envelopes of the account that the API key may see. Two endpoints of one account both archive all of them:
   * switch `reconcile` off for one of the two.
   *
   * @default - true, unless `archive` is false
   */
  readonly reconcile?: boolean;
}
