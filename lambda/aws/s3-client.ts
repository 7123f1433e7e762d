import { S3Client } from '@aws-sdk/client-s3';
import { clientOptions } from './client-options';

/** An S3 client as the rooms use it. */
export const s3Client = () => new S3Client({ ...clientOptions });
