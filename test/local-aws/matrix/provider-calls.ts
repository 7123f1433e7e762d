import type { ProviderId } from '../../../lambda/contracts/ids';

/** A call to a provider's API: what its simulator calls the route. */
export interface ProviderCall {
  readonly provider: ProviderId;
  readonly route: string;
  /** The provider need not have it: an answer 404 is believed after a while. */
  readonly optional?: true;
  /** The version of the provider whose envelopes are asked for by it; the newest unless told. */
  readonly asOf?: '2.12' | '1.x';
  /** Routes that the instance says not to have while the call is made: then it is made. */
  readonly without?: readonly string[];
  /** Names of faults that are answers here. */
  readonly answers?: readonly string[];
}

const inPlaceOfEnvelopes = { asOf: '1.x', without: ['get-many', 'openapi'] } as const;

/** Every call to a provider's API that an archiver makes: one that is made without a place in here fails the matrix. */
export const providerCalls: readonly ProviderCall[] = [
  { provider: 'iinked-sign', route: 'status' },
  { provider: 'iinked-sign', route: 'executed' },
  { provider: 'iinked-sign', route: 'cac', optional: true },
  { provider: 'iinked-sign', route: 'master-file' },
  { provider: 'sign-plus', route: 'envelope' },
  { provider: 'sign-plus', route: 'signed-documents' },
  { provider: 'sign-plus', route: 'signed-documents-with-certificate' },
  { provider: 'sign-plus', route: 'certificate' },
  { provider: 'documenso', route: 'envelope' },
  { provider: 'documenso', route: 'item-download' },
  { provider: 'documenso', route: 'certificate', optional: true },
  { provider: 'documenso', route: 'audit-log', optional: true },
  { provider: 'kingsign', route: 'get-documents' },
  { provider: 'kingsign', route: 'get-templates', optional: true },
  { provider: 'kingsign', route: 'download-document' },
  { provider: 'kingsign', route: 'storage' },
  { provider: 'documenso', route: 'get-many', asOf: '2.12' },
  {
    provider: 'documenso',
    route: 'openapi',
    asOf: '2.12',
    without: ['get-many'],
    // What has no description has no API v2.
    answers: ['not found', 'a page to sign in'],
  },
  { provider: 'documenso', route: 'v1-document', ...inPlaceOfEnvelopes },
  { provider: 'documenso', route: 'v1-download', ...inPlaceOfEnvelopes },
  { provider: 'documenso', route: 'storage', ...inPlaceOfEnvelopes },
];
