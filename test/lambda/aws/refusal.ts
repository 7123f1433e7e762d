import { S3ServiceException } from '@aws-sdk/client-s3';

/** An error as S3's client throws it when S3 answers so. */
export function refusal(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });
}
