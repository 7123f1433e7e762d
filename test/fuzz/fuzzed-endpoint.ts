import type { Authenticity } from '../../lambda/contracts/authenticity';
import type { ProviderId } from '../../lambda/contracts/ids';
import { everySubject } from '../conformance/subjects';

export type MacAlgorithm = 'sha256' | 'sha1';

/** The proof of a sender: a MAC in a header, or a value that it knows. */
export type Scheme =
  | {
      readonly kind: 'mac';
      readonly urls: readonly string[];
      readonly algorithms: readonly MacAlgorithm[];
    }
  | {
      readonly kind: 'value';
      /** The header with the value. Absent if the value is in the address. */
      readonly header?: string;
      readonly authenticity: Authenticity;
    };

/** An endpoint of the fuzz, described without our code. */
export interface FuzzedEndpoint {
  readonly name: string;
  readonly provider: ProviderId;
  readonly scheme: Scheme;
  readonly options: unknown;
  /** The headers that are stored as evidence. */
  readonly evidence: readonly string[];
}

export const signatureHeader = 'x-syngrafii-signature';

/** One address is a prefix of another: the MAC does not show where the address ends and the body begins. */
const movingUrls = [
  'https://hooks.example.com/webhooks/contracts',
  'https://hooks.example.com/webhooks/contracts/',
  'https://old.example.com/hooks/contracts?source=iinked',
];

const pinnedUrls = ['https://hooks.example.com/webhooks/pinned'];

export const fuzzedEndpoints: readonly FuzzedEndpoint[] = [
  {
    name: 'contracts',
    provider: 'iinked-sign',
    scheme: { kind: 'mac', urls: movingUrls, algorithms: ['sha256', 'sha1'] },
    options: { registeredUrls: movingUrls },
    evidence: ['content-type', signatureHeader],
  },
  {
    name: 'pinned',
    provider: 'iinked-sign',
    scheme: { kind: 'mac', urls: pinnedUrls, algorithms: ['sha256'] },
    options: { registeredUrls: pinnedUrls, signatureAlgorithm: 'sha256' },
    evidence: ['content-type', signatureHeader],
  },
  ...everySubject
    .filter(([, { switches }]) => !switches.signsBody)
    .map(([id, { proof }]): FuzzedEndpoint => {
      const { authenticity, options, evidenceHeaders: evidence } = proof;
      const scheme = { kind: 'value', header: proof.header?.toLowerCase(), authenticity } as const;
      return { name: id, provider: id, scheme, options, evidence };
    }),
];
