// An app of a user of the package. The test copies it into its own folder, compiles and runs it there.
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
// cdk-nag must report this bucket: that proves that it checked the stack.
new Bucket(stack, 'Careless');
try {
  app.synth();
} catch {
  process.exitCode = 0;
}
