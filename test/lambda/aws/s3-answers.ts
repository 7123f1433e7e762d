import { S3ServiceException, type GetObjectCommandOutput } from '@aws-sdk/client-s3';

/** The error of S3's client for an answer with that name and status. */
export function refusal(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });
}

/** The body of a GetObject answer, with the methods that we use. */
export const streamedBody = (text: string) =>
  ({
    transformToString: () => Promise.resolve(text),
    transformToByteArray: () => Promise.resolve(new Uint8Array(Buffer.from(text))),
  }) as GetObjectCommandOutput['Body'];
