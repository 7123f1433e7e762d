import { type CommandTargets } from './command-targets';
import { type Permission } from './command-permissions';
import { type Endpoint } from './endpoint';

/** The folders of the archive that `replay` reads. */
const folders = ['webhooks', 'documents', 'reconciliation'];

/** The permissions of `replay`, for the past of these endpoints. Who may reach the consumer is the consumer's owner's decision. */
export function replayPermissions(
  { pipeline: { archiveBucket, intake } }: CommandTargets,
  endpoints: readonly Endpoint[],
): Permission[] {
  const prefixes = folders.flatMap((folder) => endpoints.map(({ name }) => `${folder}/${name}/*`));
  const objects = prefixes.map((prefix) => archiveBucket.arnForObjects(prefix));
  return [
    [['s3:ListBucket'], [archiveBucket.bucketArn], { StringLike: { 's3:prefix': prefixes } }],
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
