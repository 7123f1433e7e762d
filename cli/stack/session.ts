/** The AWS region and profile; the SDK's defaults if absent. */
export interface Session {
  readonly region?: string;
  readonly profile?: string;
}
