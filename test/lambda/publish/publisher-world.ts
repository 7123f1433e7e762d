import type { WorkQueue } from '../../../lambda/aws/work-queue';
import type { StoredObject, WriteOnceObject } from '../../../lambda/aws/write-once-bucket';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import { deliveryFacts, eventReaders } from '../../../lambda/providers';
import { endpointDigest } from '../../../lambda/publish/deployed-endpoints';
import type { PublishDeps } from '../../../lambda/publish/publish-deps';
import { capturedTelemetry } from '../captured-telemetry';
import { publishedEvent } from '../published-event';

/** The moment of the process's death: before a call to the outside takes effect, or after it, with its answer lost. */
export interface Death {
  readonly call: number;
  readonly moment: 'before' | 'after';
}

/** The unique ids of the verifiers' roles. */
export const roleIds = { iinkedSign: 'AROAIINKEDSIGN0000001', second: 'AROASECOND00000000002' } as const;

export class ProcessDied extends Error {}

/** Buckets, queues and bus in memory. They survive the publisher's death. */
export function publisherWorld() {
  const records = new Map<string, { readonly text: string } & StoredObject>();
  const spooled = new Map<string, { readonly text: string; readonly spooledAt: Date }>();
  const events: SigningEvent[] = [];
  const jobs: ArchiveJob[] = [];
  const intake: unknown[] = [];
  const { telemetry, lines, counts, durations } = capturedTelemetry();
  const calls: string[] = [];
  let death: Death | undefined;

  /** A call to the outside, at which the process can die. */
  const outside = async <T>(name: string, effect: () => T): Promise<T> => {
    await Promise.resolve();
    calls.push(name);
    const dies = death?.call === calls.length ? death : undefined;
    if (dies?.moment === 'before') throw new ProcessDied(name);
    const answer = effect();
    if (dies) throw new ProcessDied(name);
    return answer;
  };

  const queueInto = <Message>(name: string, messages: Message[]): WorkQueue<Message> => ({
    send: (message) => outside(name, () => void messages.push(message)),
  });

  const putOnce = ({ key, body, size, sha256, metadata = {} }: WriteOnceObject) => {
    if (records.has(key)) return 'exists';
    records.set(key, { text: (body() as Buffer).toString('utf8'), size, sha256, metadata });
    return 'stored';
  };

  const deps: PublishDeps = {
    eventReaders,
    deliveries: deliveryFacts,
    telemetry,
    now: () => new Date('2026-11-21T12:00:00Z'),
    records: {
      name: 'archive-bucket',
      putOnce: (object) => outside('putOnce', () => putOnce(object)),
      describe: (key) => outside('describe', () => records.get(key)),
      read: (key) => outside('read record', () => Buffer.from(records.get(key)!.text)),
      list: (prefix) =>
        outside('list records', () => [...records.keys()].filter((key) => key.startsWith(prefix))),
    },
    bus: { publish: (event) => outside('publish', () => void events.push(publishedEvent(event))) },
    endpoints: new Map([
      [
        endpointDigest('iinked-sign', 'iinked-sign'),
        { verifierRoleId: roleIds.iinkedSign, archiveQueue: queueInto('queue job', jobs) },
      ],
      [endpointDigest('second', 'iinked-sign'), { verifierRoleId: roleIds.second }],
    ]),
    intake: queueInto<unknown>('requeue', intake),
    spool: {
      bucket: 'spool-bucket',
      read: (key) => outside('read', () => spooled.get(key)?.text),
      remove: (key) => outside('remove', () => void spooled.delete(key)),
      list: (after = '') =>
        outside('list', () => {
          const keys = [...spooled.keys()].sort().filter((key) => key > after);
          const objects = keys.slice(0, 1000).map((key) => ({ key, spooledAt: spooled.get(key)!.spooledAt }));
          return { objects, more: keys.length > 1000 };
        }),
    },
  };

  const dieAt = (next: Death | undefined) => {
    death = next;
    calls.length = 0;
  };
  return { deps, records, spooled, events, jobs, intake, lines, counts, durations, calls, dieAt };
}
