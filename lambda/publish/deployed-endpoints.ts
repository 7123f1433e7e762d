import type { WorkQueue } from '../aws/work-queue';
import type { ArchiveJob } from '../contracts/archive-job';
import type { ProviderId } from '../contracts/ids';
import { sha256Hex } from '../kit/hash';

/** An endpoint of the stack. */
export interface DeployedEndpoint {
  /** The unique id of its verifier's role (`AROA…`). A new role of the same name has another one. */
  readonly verifierRoleId: string;
  /** Absent if the endpoint does not archive. */
  readonly archiveQueue?: WorkQueue<ArchiveJob>;
}

/** The endpoints of the stack, by `endpointDigest`. */
export type DeployedEndpoints = ReadonlyMap<string, DeployedEndpoint>;

/**
 * Stands for an endpoint's name and provider in the publisher's environment. An environment has 4 KB: the names of 25
 * endpoints do not fit beside their queues and roles. Nobody can find another name with the same 80 bits.
 */
export function endpointDigest(endpoint: string, provider: ProviderId): string {
  return sha256Hex(`${provider}/${endpoint}`).slice(0, 20);
}
