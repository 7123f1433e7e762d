import { type CommandTargets } from './command-targets';
import { type Endpoint } from './endpoint';
import { withPrefix, type Permission } from './permission';

/** The folders of the archive that `replay` reads. */
const folders = ['webhooks', 'documents', 'reconciliation'];

/** The permissions of `replay`, for the past of these endpoints. The owner of the consumer decides who may reach it. */
export function replayPermissions(
  { pipeline: { archiveBucket, intake } }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const prefixes = folders.flatMap((folder) => endpoints.map(({ name }) => `${folder}/${name}/*`));
  const objects = prefixes.map((prefix) => archiveBucket.arnForObjects(prefix));
  return [
    [['s3:ListBucket'], [archiveBucket.bucketArn], withPrefix(prefixes)],
    [['s3:GetObject'], objects],
    [['sqs:GetQueueAttributes'], [intake.queue.queueArn]],
  ];
}

/** The permissions of `replay --to-bus`. */
export function replayToBusPermissions(
  targets: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const { eventBusArn } = targets.pipeline.eventBus;
  return [...replayPermissions(targets, endpoints), [['events:PutEvents'], [eventBusArn]]];
}
