import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';

/** The body of a GetObject answer, as far as we read it. */
export const streamedBody = (text: string) =>
  ({
    transformToString: () => Promise.resolve(text),
    transformToByteArray: () => Promise.resolve(new Uint8Array(Buffer.from(text))),
  }) as GetObjectCommandOutput['Body'];
