import { App, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Node } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EsignProvider, EsignWebhooks, IinkedSignApi, type EsignWebhooksProps } from '../../lib';
import { certificateIn } from './own-domain';
import { oneEndpoint } from './synth';

interface Report {
  readonly pluginReports: {
    readonly violations: {
      readonly ruleName: string;
      readonly violatingConstructs: { readonly constructPath: string }[];
    }[];
  }[];
}

/** Returns the findings of cdk-nag in the construct that are not acknowledged. */
function findings(bring: (stack: Stack) => Partial<EsignWebhooksProps> = () => ({})): string[] {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  const theirs = new Stack(app, 'Theirs');
  new EsignWebhooks(new Stack(app, 'Ours'), 'Signing', { ...oneEndpoint, ...bring(theirs) });
  jest.spyOn(console, 'error').mockReturnValue(undefined);
  jest.spyOn(console, 'log').mockReturnValue(undefined);
  try {
    app.synth();
  } catch {
    // The report says why.
  }
  process.exitCode = undefined;
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
  return report.pluginReports
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${constructPath}: ${ruleName}`),
    )
    .filter((finding) => finding.startsWith('Ours/'));
}

test('cdk-nag reports an unacknowledged finding', () => {
  jest.spyOn(Node.prototype, 'addMetadata').mockReturnValue(undefined);

  expect(findings()).toContain('Ours/Signing/ArchiveBucket/Resource: AwsSolutions-S1');
});

test.each<[string, (stack: Stack) => Partial<EsignWebhooksProps>]>([
  ['with default props', () => ({})],
  [
    'with two endpoints',
    () => ({
      providers: ['a', 'b'].map((endpoint) =>
        EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint }),
      ),
    }),
  ],
  [
    'with all four providers',
    () => ({
      providers: [
        EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US }),
        EsignProvider.signPlus({}),
        EsignProvider.documenso({}),
        EsignProvider.kingsign({ apiUrl: 'https://sign.example.com' }),
      ],
    }),
  ],
  [
    'with an encryption key',
    (stack) => ({ encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) }),
  ],
  ['with the bucket of another stack', (stack) => ({ archiveBucket: new s3.Bucket(stack, 'Bucket') })],
  [
    'with an imported bucket',
    (stack) => ({ archiveBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'theirs') }),
  ],
  [
    'with a domain',
    (stack) => ({ domain: { domainName: 'hooks.example.com', certificate: certificateIn(stack) } }),
  ],
  ['in a VPC', (stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc') })],
])('cdk-nag has no findings %s', (_how, bring) => {
  expect(findings(bring)).toEqual([]);
});
