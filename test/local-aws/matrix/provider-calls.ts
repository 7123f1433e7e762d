import type { ProviderId } from '../../../lambda/contracts/ids';

/** A call to a provider's API, by the simulator's name of the route. */
export interface ProviderCall {
  readonly provider: ProviderId;
  readonly route: string;
  /** Whether a pass makes the call, and not the archiver. */
  readonly inPass?: true;
  /** Whether the file may be missing: the archiver accepts a lasting 404. */
  readonly optional?: true;
  /** The provider's version whose envelopes need this call. By default it is the newest. */
  readonly asOf?: '2.12' | '2.3.1' | '2.0' | '1.x';
  /** The routes that must fail too, besides those that the version lacks, so that the archiver makes this call. */
  readonly without?: readonly string[];
  /** The names of faults that are normal answers here. */
  readonly answers?: readonly string[];
}

const inPlaceOfEnvelopes = { asOf: '1.x', without: ['openapi'] } as const;

/** All calls of the archiver and the passes to providers. A call that is not in this list fails the matrix. */
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
    without: ['get-many', 'document'],
    // An instance without both routes and a description has no API v2.
    answers: ['not found', 'a page to sign in'],
  },
  { provider: 'documenso', route: 'v1-document', ...inPlaceOfEnvelopes },
  { provider: 'documenso', route: 'v1-download', ...inPlaceOfEnvelopes },
  { provider: 'documenso', route: 'storage', ...inPlaceOfEnvelopes },
  { provider: 'documenso', route: 'document', asOf: '2.3.1' },
  { provider: 'documenso', route: 'older-item-download', asOf: '2.0' },
  { provider: 'iinked-sign', route: 'list', inPass: true },
  { provider: 'sign-plus', route: 'list', inPass: true },
  // An instance without the route is asked by an older one.
  { provider: 'documenso', route: 'list', inPass: true, answers: ['not found'] },
  { provider: 'documenso', route: 'folders', inPass: true, answers: ['not found'] },
  { provider: 'kingsign', route: 'get-documents', inPass: true },
];
