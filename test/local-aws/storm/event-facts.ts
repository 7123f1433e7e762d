import type { ProviderId } from '../../../lambda/contracts/ids';
import type { SimulatedWebhook } from '../../simulators/kit/provider-simulator';

/**
 * The parts of an event that a consumer acts on. A missing field is absent from the event.
 *
 * What an event must say comes from its sender, or from the bytes in the archive. It shares no code with `lambda/`: a
 * mapping that is wrong there must not be wrong here too.
 */
export interface EventFacts {
  readonly source: string;
  readonly detailType: string;
  readonly type: string;
  readonly provider: string;
  readonly endpoint: string;
  readonly envelopeId?: string | undefined;
  readonly recipientId?: string | undefined;
  readonly recipientEmail?: string | undefined;
  readonly authenticity?: string | undefined;
  readonly confirmed: boolean;
  readonly foundBy?: string | undefined;
  readonly test?: boolean | undefined;
  /** The arrival of the webhook, according to its record. */
  readonly receivedAt?: string | undefined;
  readonly archive?: ArchiveFacts | undefined;
}

/** The bundle that an event announces. */
export interface ArchiveFacts {
  readonly bucket: string;
  readonly revision: string;
  readonly manifest: { readonly key: string; readonly sha256: string };
  readonly files: readonly FileFacts[];
  readonly fileCount: number;
  readonly roles: readonly string[];
}

/** One file of an announced bundle. */
export interface FileFacts {
  readonly role: string;
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

/** The proof that each provider sends. Source: the providers' pages, checked 2026-11-21. */
const authenticityOf: Readonly<Record<ProviderId, string>> = {
  'iinked-sign': 'hmac-sha256',
  'sign-plus': 'url-token',
  documenso: 'shared-secret',
  kingsign: 'url-token',
};

/** Says what the event of a webhook must say, as its sender knows it. No webhook proves that it is true. */
export function sentFacts(
  { type, recipient }: Pick<SimulatedWebhook, 'type' | 'recipient'>,
  {
    provider,
    ...sent
  }: { readonly provider: ProviderId; readonly endpoint: string; readonly envelopeId: string },
): EventFacts {
  return {
    source: `esign.${provider}`,
    detailType: type,
    type,
    provider,
    ...sent,
    recipientId: recipient?.id,
    recipientEmail: recipient?.email,
    authenticity: authenticityOf[provider],
    confirmed: false,
  };
}

/** Lists the fields in which two events differ. */
export function differingFields(one: EventFacts, other: EventFacts): readonly string[] {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]) as ReadonlySet<keyof EventFacts>;
  return [...fields].filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field])).sort();
}
