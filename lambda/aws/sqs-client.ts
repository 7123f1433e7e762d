import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsClientOptions } from './client-options';

/** An SQS client as the rooms use it. */
export const sqsClient = () => new SQSClient({ ...sqsClientOptions });
