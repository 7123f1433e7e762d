// What somebody who installed the package writes: copied into a folder of its own, compiled and run there.
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EsignProvider, EsignWebhooks, IinkedSignApi } from 'cdk-esign-webhooks';

declare const process: { exitCode?: number };

const app = new App({ outdir: 'cdk.out' });
Validations.of(app).addPlugins(new AwsSolutionsChecks());
const stack = new Stack(app, 'Consumer');
const signing = new EsignWebhooks(stack, 'Signing', {
  providers: [
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.CANADA }),
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint: 'us' }),
  ],
});
signing.onEnvelopeArchived('FileIt');
// Of this one cdk-nag must complain: it shows that it looked.
new Bucket(stack, 'Careless');
try {
  app.synth();
} catch {
  process.exitCode = 0;
}
