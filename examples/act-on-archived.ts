// Your own action on a signature: a queue that receives an event for every archived envelope, and a typed Lambda function that
// reads the documents.
//
//   npx --no-install cdk synth --app "tsx examples/act-on-archived.ts"
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EsignProvider, EsignWebhooks, IinkedSignApi } from 'cdk-esign-webhooks';
import { join } from 'node:path';

const app = new App();
const stack = new Stack(app, 'ActOnArchived');

const signing = new EsignWebhooks(stack, 'Signing', {
  providers: [
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint: 'sales' }),
    EsignProvider.documenso({ endpoint: 'leases' }),
  ],
});

const leases = new sqs.Queue(stack, 'SignedLeases', {
  enforceSSL: true,
  visibilityTimeout: Duration.minutes(3),
});
signing.onEnvelopeArchived('FileLease', { endpoints: ['leases'], target: new targets.SqsQueue(leases) });

const fileLease = new NodejsFunction(stack, 'FileLeaseFunction', {
  entry: join(__dirname, 'handlers', 'file-lease.ts'),
  runtime: lambda.Runtime.NODEJS_24_X,
  timeout: Duration.seconds(30),
});
fileLease.addEventSource(new SqsEventSource(leases, { reportBatchItemFailures: true }));
signing.grants.readDocuments(fileLease, 'leases');
