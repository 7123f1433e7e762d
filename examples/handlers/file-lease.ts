// A consumer's Lambda function: it gets the events of a queue, reads each executed PDF, and compares its digest.
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { isKnownSigningEvent, parseSigningEvent, type ArchivedFile } from 'cdk-esign-webhooks/events';
import { createHash } from 'node:crypto';

const s3 = new S3Client();

/** Handles each message alone: one that fails comes again, and the others do not. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(Records.map(({ body }) => fileLease(body)));
  const failed = Records.filter((_, index) => results[index]?.status === 'rejected');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function fileLease(body: string): Promise<void> {
  const event = parseSigningEvent(body);
  if (!isKnownSigningEvent(event) || event.type !== 'envelope.archived') return;
  const { bucket, files = [] } = event.archive;
  for (const file of files.filter(({ role }) => role === 'executed')) {
    const pdf = await readFile(bucket, file);
    // File `pdf` in your own system, under `event.id`: the same event may come twice.
    void pdf;
  }
}

async function readFile(bucket: string, { key, sha256 }: ArchivedFile): Promise<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error(`${key} has another digest`);
  return bytes;
}
