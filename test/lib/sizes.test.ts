import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Stack } from 'aws-cdk-lib';
import { EsignProvider, EsignWebhooks, IinkedSignApi, type EsignWebhooksProps } from '../../lib';
import { domainWithZone } from './own-domain';
import { deployedValues } from './physical-values';
import { makeStack, resourcesOf, type TemplateResource } from './synth';

/**
 * The limits of a stack, of a role's inline policies together and of a managed policy (both without white space), and of a
 * function's environment.
 *
 * Source: `LIMITS` of cfn-lint; IAM user guide, "IAM and AWS STS quotas", as others quote it; Lambda developer guide, "Lambda
 * quotas"; checked 2026-11-27.
 */
const limits = {
  resources: 500,
  outputs: 200,
  templateBytes: 1_000_000,
  inlinePolicyCharacters: 10_240,
  managedPolicyCharacters: 6_144,
  environmentBytes: 4_096,
};

const makers = [
  (endpoint: string) => EsignProvider.iinkedSign({ endpoint, apiUrl: IinkedSignApi.US }),
  (endpoint: string) => EsignProvider.signPlus({ endpoint }),
  (endpoint: string) => EsignProvider.documenso({ endpoint }),
  (endpoint: string) => EsignProvider.kingsign({ endpoint, apiUrl: 'https://sign.example.com' }),
];

/** Returns archiving endpoints of all four providers in turn, with names of maximum length. */
const mixed = (count: number) =>
  Array.from({ length: count }, (_, n) => makers[n % makers.length]!(`${'e'.repeat(36)}-${100 + n}`));

const key = (stack: Stack) =>
  kms.Key.fromKeyArn(
    stack,
    `Key${stack.node.children.length}`,
    'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  );
const vpc = (stack: Stack) =>
  ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  });
const topic = (stack: Stack) =>
  sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:123456789012:on-call');

const everything = (stack: Stack): Partial<EsignWebhooksProps> => ({
  encryptionKey: key(stack),
  vpc: vpc(stack),
  alarmActions: [new actions.SnsAction(topic(stack))],
  verifierConcurrency: 10,
  formerEncryptionKeys: Array.from({ length: 10 }, () => key(stack)),
});

test.each<[count: number, how: string, props: (stack: Stack) => Partial<EsignWebhooksProps>]>([
  [1, 'with default props', () => ({})],
  [12, 'with default props', () => ({})],
  [25, 'with default props', () => ({})],
  [25, 'with a key, ten former keys, a VPC, alarm actions and reserved concurrency', everything],
  [24, 'with a domain and all of that', (stack) => ({ ...everything(stack), domain: domainWithZone(stack) })],
])('%i archiving endpoints %s are within the limits of AWS', (count, how, props) => {
  const stack = makeStack();
  new EsignWebhooks(stack, 'Signing', { providers: mixed(count), ...props(stack) });

  const sizes = sizesOf(Template.fromStack(stack));

  process.stdout.write(`${count} endpoints ${how}: ${JSON.stringify(sizes)}\n`);
  if (how === 'with default props') expect(documentedCounts(count)).toEqual([sizes.resources, sizes.outputs]);
  for (const [what, limit] of Object.entries(limits)) {
    expect([what, sizes[what as keyof typeof limits] < limit]).toEqual([what, true]);
  }
});

test('an archiving endpoint has 18 resources, after the schedules that its provider may need', () => {
  const [one, two] = [4, 5].map((count) => {
    const stack = makeStack();
    new EsignWebhooks(stack, 'Signing', { providers: mixed(count) });
    return Object.keys(resourcesOf(Template.fromStack(stack))).length;
  });

  expect(two! - one!).toBe(18);
});

/** Returns the resources and outputs that `docs/deploy.md` says a stack has. `bench/idle-cost.ts` writes its table. */
function documentedCounts(endpoints: number): readonly number[] | undefined {
  const rows = readFileSync('docs/deploy.md', 'utf8').matchAll(/^\| (\d+) +\| (\d+) +\| (\d+) +\|/gm);
  const row = [...rows].find(([, count]) => Number(count) === endpoints);
  return row?.slice(2).map(Number);
}

function sizesOf(template: Template): Record<keyof typeof limits, number> {
  const resources = resourcesOf(template);
  return {
    resources: Object.keys(resources).length,
    outputs: Object.keys(template.findOutputs('*')).length,
    templateBytes: JSON.stringify(template.toJSON()).length,
    inlinePolicyCharacters: Math.max(...policySizes(resources)),
    managedPolicyCharacters: managedPolicySize(resources),
    environmentBytes: Math.max(...environmentSizes(resources)),
  };
}

/** Returns the characters of each role's inline policies. */
function policySizes(resources: Readonly<Record<string, TemplateResource>>): readonly number[] {
  const sizes = new Map<string, number>();
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== 'AWS::IAM::Policy') continue;
    const { length } = JSON.stringify(deployedValues(Properties.PolicyDocument, resources));
    for (const { Ref } of Properties.Roles as { Ref: string }[])
      sizes.set(Ref, (sizes.get(Ref) ?? 0) + length);
  }
  return [...sizes.values()];
}

/** Returns the characters of the only managed policy, or 0. */
function managedPolicySize(resources: Readonly<Record<string, TemplateResource>>): number {
  const policy = Object.values(resources).find(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
  return policy ? JSON.stringify(deployedValues(policy.Properties.PolicyDocument, resources)).length : 0;
}

/** Returns the bytes of each function's environment as JSON, as Lambda measures it. */
function environmentSizes(resources: Readonly<Record<string, TemplateResource>>): readonly number[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => {
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      return JSON.stringify(deployedValues(Variables, resources)).length;
    });
}
