/**
 * The part of the verifier that needs S3: a file of its own in the asset, which is loaded for the first webhook that goes to the spool.
 * A third of the verifier's code is for S3, and few webhooks need it.
 */
import { s3Client } from '../aws/clients';
import { spoolWriter, type SpoolWriter } from '../aws/spool-writer';

const client = s3Client();

/** Makes the `SpoolWriter` of that bucket. */
export const s3Spool = (bucket: string): SpoolWriter => spoolWriter(client, bucket);
