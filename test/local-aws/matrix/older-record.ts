import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { reportHarnessChange } from '../harness/change/harness-change';
import { eventsAbout } from '../harness/observe/envelope-events';
import type { MatrixWorld } from './matrix-world';
import type { RowEnvelope } from './row-envelope';

/** Takes the digest of the content from the record of a completion, as a publisher of an older version stored records. */
export async function makeRecordOlder(
  { sample: { clients, stack, tap } }: MatrixWorld,
  { envelope }: RowEnvelope,
): Promise<void> {
  reportHarnessChange('a record has no content-sha256, as of an older version');
  const ids = envelope.reportedAs === undefined ? [envelope.id] : [envelope.id, envelope.reportedAs];
  const events = await tap.read();
  const [completed] = ids.flatMap((id) => eventsAbout(events, id, 'envelope.completed'));
  const at = { Bucket: stack.archiveBucket, Key: completed!.record!.key };
  const { Body, Metadata = {} } = await clients.s3.send(new GetObjectCommand(at));
  const older = Object.fromEntries(Object.entries(Metadata).filter(([name]) => name !== 'content-sha256'));
  const bytes = await Body!.transformToByteArray();
  await clients.s3.send(new DeleteObjectCommand(at));
  await clients.s3.send(new PutObjectCommand({ ...at, Body: bytes, Metadata: older, IfNoneMatch: '*' }));
}
