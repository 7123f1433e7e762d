import { Duration } from 'aws-cdk-lib';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { type ReconciliationOptions } from '../reconciliation-options';
import { type ArchivedEndpoint } from './archived-endpoint';
import { scheduleMessage } from './scheduled-message';

/** The passes that start together. */
interface PassSchedule {
  readonly id: string;
  readonly kind: 'recent' | 'full';
  readonly every: Duration;
  readonly endpoints: readonly ArchivedEndpoint[];
}

/** Makes the schedules of the passes. Endpoints whose list cannot be cut have full passes only, and more of them. */
export function schedulePasses(
  scope: Construct,
  queue: sqs.IQueue,
  endpoints: readonly ArchivedEndpoint[],
  { recentPassEvery = Duration.hours(1), fullPassEvery }: ReconciliationOptions,
): void {
  const cut = endpoints.filter(({ cutsRecentList }) => cutsRecentList);
  const uncut = endpoints.filter(({ cutsRecentList }) => !cutsRecentList);
  const schedules: readonly PassSchedule[] = [
    { id: 'RecentPasses', kind: 'recent', every: recentPassEvery, endpoints: cut },
    { id: 'FullPassesBesideRecent', kind: 'full', every: fullPassEvery ?? Duration.days(7), endpoints: cut },
    { id: 'FullPasses', kind: 'full', every: fullPassEvery ?? Duration.days(1), endpoints: uncut },
  ];
  for (const { id, kind, every, endpoints: started } of schedules.filter(
    (each) => each.endpoints.length > 0,
  )) {
    scheduleMessage(scope, id, {
      description: `Starts a ${kind} pass over the envelopes of each endpoint`,
      interval: every,
      queue,
      message: {
        version: 1,
        startPasses: kind,
        everySeconds: every.toSeconds(),
        // Their names do not fit into the function's environment.
        archiveQueues: Object.fromEntries(started.map(({ name, jobs }) => [name, jobs.queue.queueName])),
      },
      sid: id,
    });
  }
}
