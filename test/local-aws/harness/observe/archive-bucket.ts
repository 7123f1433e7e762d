import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { AwsClients } from '../emulator/aws-clients';

/** Lists all keys with a prefix, sorted. */
export async function listKeys(
  { s3 }: Pick<AwsClients, 's3'>,
  Bucket: string,
  Prefix = '',
): Promise<readonly string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  return keys.sort();
}

/** Reads the bytes of an object. */
export async function readObject(
  { s3 }: Pick<AwsClients, 's3'>,
  Bucket: string,
  Key: string,
): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}
