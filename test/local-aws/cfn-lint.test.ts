import { App, Duration, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DocumensoApi,
  EsignProvider,
  EsignWebhooks,
  IinkedSignApi,
  type EsignWebhooksProps,
} from '../../lib';
import { ensureVenv } from './harness/emulator/python-venv';
import { projectRoot } from './harness/project-root';

/** One region of each partition, and two more of AWS's own. */
const regions = ['us-east-1', 'eu-central-1', 'ap-southeast-1', 'cn-north-1', 'us-gov-west-1'];

/** Warnings about what CDK writes: a DependsOn that a reference implies, and zones of a VPC without an environment. */
const ofCdk = ['W3005', 'W3010'];

const { context } = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};
const outdir = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
let bin: string;

beforeAll(async () => {
  bin = await ensureVenv({ requirements: join(projectRoot, 'requirements-cfn-lint.txt') });
});

afterAll(() => rmSync(outdir, { recursive: true }));

/** Runs cfn-lint over a template, and returns its findings as text. */
function findings(template: string, where = regions): string[] {
  const { stdout, stderr } = spawnSync(
    join(bin, 'cfn-lint'),
    ['--format', 'json', '--regions', ...where, '--ignore-checks', ...ofCdk, '--template', template],
    { encoding: 'utf8', maxBuffer: 100_000_000 },
  );
  // Without a report, the error says why.
  const found = JSON.parse(stdout || JSON.stringify([{ Message: stderr }])) as Finding[];
  return found.map(({ Rule, Message, Location }) => [Rule?.Id, Message, Location?.Path?.join('.')].join(' '));
}

/** A finding in cfn-lint's JSON report. */
interface Finding {
  readonly Rule?: { readonly Id: string };
  readonly Message: string;
  readonly Location?: { readonly Path?: readonly (string | number)[] | null };
}

/** Synthesizes the construct with these props, and returns the file with its template. */
function synthesize(name: string, bring: (stack: Stack) => EsignWebhooksProps): string {
  const app = new App({ context, outdir: join(outdir, name) });
  const stack = new Stack(app, 'Linted');
  new EsignWebhooks(stack, 'Signing', bring(stack));
  // The warnings are not the matter here.
  jest.spyOn(console, 'error').mockReturnValue(undefined);
  app.synth();
  return join(outdir, name, 'Linted.template.json');
}

/** Makes errors of the CDK's own check of templates fail the synth. */
const strictValidation = { '@aws-cdk/core:validateAgainstDefaultRules': true };

const apiUrl = IinkedSignApi.EU;

test('the template of the sample app has no fault', () => {
  const esign = {
    stackName: 'Linted',
    endpoints: [
      { provider: 'iinked-sign', apiUrl: 'SANDBOX_US' },
      { provider: 'sign-plus' },
      { provider: 'documenso' },
      { provider: 'kingsign', apiUrl: 'https://kingsign.example.com' },
    ],
    alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:on-call',
  };
  const folder = join(outdir, 'sample');
  execFileSync('tsx', [join('bin', 'app.ts')], {
    cwd: projectRoot,
    stdio: 'pipe',
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...strictValidation, esign }),
      CDK_VALIDATION: 'true',
    },
  });

  expect(findings(join(folder, 'Linted.template.json'))).toEqual([]);
});

test.each<[string, (stack: Stack) => EsignWebhooksProps]>([
  [
    'with a key, a VPC, Object Lock, reserved concurrency and alarm actions',
    (stack) => ({
      providers: [EsignProvider.iinkedSign({ apiUrl })],
      encryptionKey: new kms.Key(stack, 'Key'),
      vpc: new ec2.Vpc(stack, 'Vpc'),
      archiveRetention: s3.ObjectLockRetention.governance(Duration.days(1)),
      verifierConcurrency: 10,
      alarmActions: [new actions.SnsAction(new sns.Topic(stack, 'OnCall'))],
    }),
  ],
  [
    'with everything imported',
    (stack) => ({
      providers: [
        EsignProvider.documenso({
          apiUrl: DocumensoApi.CLOUD,
          webhookSecret: secretsmanager.Secret.fromSecretNameV2(stack, 'Hook', 'x/webhook-secret'),
          apiToken: secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'documenso-tokens'),
        }),
      ],
      httpApi: apigatewayv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a1b2c3d4e5' }),
      baseUrl: 'https://hooks.example.com',
      eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'company'),
      archiveBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'their-archive'),
      encryptionKey: kms.Key.fromKeyArn(
        stack,
        'Key',
        'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      ),
    }),
  ],
  [
    'with a domain and its records, without the own address of the API, and with a schema registry',
    (stack) => ({
      providers: [EsignProvider.iinkedSign({ apiUrl })],
      domain: {
        domainName: 'hooks.example.com',
        certificate: acm.Certificate.fromCertificateArn(
          stack,
          'Certificate',
          'arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
        ),
        hostedZone: new route53.HostedZone(stack, 'Zone', { zoneName: 'example.com' }),
      },
      disableExecuteApiEndpoint: true,
      schemaRegistry: true,
    }),
  ],
])('the template %s has no fault', (name, bring) => {
  expect(findings(synthesize(name.replaceAll(/\W/g, '-'), bring))).toEqual([]);
});

test('the template with 25 endpoints has no fault in one region: it has no other types of resources', () => {
  const departments = Array.from({ length: 25 }, (_, n) => `department-${n}`);
  const template = synthesize('many', () => ({
    providers: departments.map((endpoint) => EsignProvider.iinkedSign({ apiUrl, endpoint })),
  }));

  expect(findings(template, ['us-east-1'])).toEqual([]);
});

test('a template with a fault is found', () => {
  const file = synthesize('fault', () => ({ providers: [EsignProvider.iinkedSign({ apiUrl })] }));
  const broken = join(outdir, 'broken.template.json');
  writeFileSync(broken, readFileSync(file, 'utf8').replace('"nodejs24.x"', '"nodejs99.x"'));

  expect(findings(broken)).toEqual([expect.stringMatching(/^E3030 .*nodejs99\.x/)]);
});
