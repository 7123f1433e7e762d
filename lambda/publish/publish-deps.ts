import type { EventBus } from '../aws/event-bus';
import type { Spool } from '../aws/spool';
import type { WorkQueue } from '../aws/work-queue';
import type { WriteOnceBucket } from '../aws/write-once-bucket';
import type { SpooledPointer, SweepSpool } from '../contracts/intake-message';
import type { ProviderId } from '../contracts/ids';
import type { Telemetry } from '../kit/telemetry';
import type { DeliveryFacts, EventReader } from '../providers/provider';
import type { DeployedEndpoints } from './deployed-endpoints';

/** The publisher's dependencies. */
export interface PublishDeps {
  readonly eventReaders: Readonly<Record<ProviderId, EventReader>>;
  readonly deliveries: Readonly<Record<ProviderId, DeliveryFacts>>;
  readonly records: WriteOnceBucket;
  readonly bus: EventBus;
  readonly endpoints: DeployedEndpoints;
  readonly spool: Spool;
  readonly intake: WorkQueue<SpooledPointer | SweepSpool>;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}
