// Your own action on a signature: a queue that receives an event for every archived envelope, and the role of a worker
// that may read the documents.
//
//   npx --no-install cdk synth --app "tsx examples/act-on-archived.ts"
import { App, Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EsignProvider, EsignWebhooks, IinkedSignApi } from 'cdk-esign-webhooks';

const app = new App();
const stack = new Stack(app, 'ActOnArchived');

const signing = new EsignWebhooks(stack, 'Signing', {
  providers: [
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint: 'sales' }),
    EsignProvider.documenso({ endpoint: 'leases' }),
  ],
});

const leases = new sqs.Queue(stack, 'SignedLeases', { enforceSSL: true });
signing.onEnvelopeArchived('FileLease', { endpoints: ['leases'], target: new targets.SqsQueue(leases) });

const worker = new iam.Role(stack, 'Worker', {
  assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
});
signing.grants.readDocuments(worker, 'leases');
leases.grantConsumeMessages(worker);
