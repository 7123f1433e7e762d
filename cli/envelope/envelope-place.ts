import { providerIdSchema, type ProviderId } from '../../lambda/contracts/ids';
import { CommandFailure } from '../command-failure';
import type { SelectedEndpoint } from '../stack/stack';

/** Where what is known of an endpoint's envelopes is kept. */
export interface EnvelopePlace {
  readonly endpoint: string;
  /** The provider by its name in the outputs. */
  readonly providerName: string;
  /** Absent if this version does not know the provider. */
  readonly provider?: ProviderId;
  readonly archiveBucket: string;
  /** Absent if an earlier version deployed the stack. */
  readonly claimsBucket?: string;
  /** The log group of the archivers. Absent if no endpoint archives. */
  readonly logGroup?: string;
}

/** Returns the place of an endpoint's envelopes. Throws `CommandFailure` if the stack is too old to name it. */
export function envelopePlace({ endpoint: output, pipeline }: SelectedEndpoint): EnvelopePlace {
  const { archiveBucket, claimsBucket, archiverLogGroup: logGroup } = pipeline;
  if (archiveBucket === undefined) {
    throw new CommandFailure(
      'An earlier version of cdk-esign-webhooks deployed the stack: its outputs do not name the archive bucket. Deploy it with this version first.',
    );
  }
  const provider = providerIdSchema.safeParse(output.provider).data;
  return {
    endpoint: output.endpoint,
    providerName: output.provider,
    archiveBucket,
    ...(provider && { provider }),
    ...(claimsBucket !== undefined && { claimsBucket }),
    ...(logGroup !== undefined && { logGroup }),
  };
}
