// All four providers in one stack, a queue for the signed leases, and a function that reads them.
// The same app is in examples/python, java, csharp and go. Their templates are compared with the one of this app.
//
//   npx --no-install cdk synth --app "tsx examples/four-providers.ts"
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DocumensoApi, EsignProvider, EsignWebhooks, IinkedSignApi, SignPlusApi } from 'cdk-esign-webhooks';

const app = new App();
const stack = new Stack(app, 'FourProviders');

const onCall = new sns.Topic(stack, 'OnCall', { enforceSSL: true });

const signing = new EsignWebhooks(stack, 'Signing', {
  providers: [
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.CANADA }),
    EsignProvider.signPlus({ apiUrl: SignPlusApi.PRODUCTION }),
    EsignProvider.documenso({ apiUrl: DocumensoApi.CLOUD, endpoint: 'leases' }),
    EsignProvider.kingsign({ apiUrl: 'https://sign.example.com' }),
  ],
  alarmActions: [new actions.SnsAction(onCall)],
  reconciliation: { recentPassEvery: Duration.hours(2) },
});
signing.addDashboard('Dashboard');

const signedLeases = new sqs.Queue(stack, 'SignedLeases', {
  enforceSSL: true,
  visibilityTimeout: Duration.minutes(3),
});
signing.onEnvelopeArchived('QueueLease', {
  endpoints: ['leases'],
  target: new targets.SqsQueue(signedLeases),
});

const fileLease = new lambda.Function(stack, 'FileLease', {
  runtime: lambda.Runtime.PYTHON_3_13,
  handler: 'index.handler',
  code: lambda.Code.fromInline('def handler(event, context):\n    print(len(event["Records"]))\n'),
  timeout: Duration.seconds(30),
});
fileLease.addEventSource(new SqsEventSource(signedLeases, { reportBatchItemFailures: true }));
signing.grants.readDocuments(fileLease, 'leases');

app.synth();
