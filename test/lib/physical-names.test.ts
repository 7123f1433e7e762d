import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { EsignProvider, EsignWebhooks, IinkedSignApi } from '../../lib';
import { resourcesOf } from './synth';

/** The names and descriptions of a template, as they would be after a deployment. */
interface DeployedText {
  /** The resource type with the property, such as `AWS::Events::EventBus.Name`. */
  readonly property: string;
  readonly text: string;
}

/**
 * The rules of the services for what the construct names. Where AWS allows more than ASCII, the rule here is narrower.
 *
 * Source: the models of the services in the SDKs (botocore 1.44.8), each operation as named below, checked 2026-11-27.
 */
const published: Record<string, RegExp> = {
  // CreateEventBus: [/\.\-_A-Za-z0-9]+, 1 to 256 characters, a slash only for partners, not `default`.
  'AWS::Events::EventBus.Name': /^(?!default$)[.\-_A-Za-z0-9]{1,256}$/,
  // CreateApi: 1 to 128 characters, descriptions up to 1,024.
  'AWS::ApiGatewayV2::Api.Name': /^[ -~]{1,128}$/,
  'AWS::ApiGatewayV2::Api.Description': /^[ -~]{0,1024}$/,
  // CreateLogGroup: 1 to 512 characters. A name may not begin with `aws/`; ours begins with `/aws/`.
  'AWS::Logs::LogGroup.LogGroupName': /^[.\-_/#A-Za-z0-9]{1,512}$/,
  // Dimension: 1 to 1,024 ASCII characters. CDK (aws-cloudwatch 2.276.0) allows 255. Only a dimension's name may not begin
  // with a colon; ours does not begin with one either.
  'AWS::CloudWatch::Alarm.service': /^(?!:)[ -~]{1,255}$/,
  // PutMetricAlarm: up to 1,024 characters.
  'AWS::CloudWatch::Alarm.AlarmDescription': /^[ -~]{1,1024}$/,
  // CreateFunction: up to 256 characters.
  'AWS::Lambda::Function.Description': /^[ -~]{0,256}$/,
  // CreateRole: up to 1,000 characters.
  'AWS::IAM::Role.Description': /^[ -~]{0,1000}$/,
  // PutRule: up to 512 characters.
  'AWS::Events::Rule.Description': /^[ -~]{0,512}$/,
  // PutRolePolicy: 1 to 128 characters. A policy's name is unique in its role only.
  'AWS::IAM::Policy.PolicyName': /^[\w+=,.@-]{1,128}$/,
  // CreateStage: 1 to 128 characters. A stage's name is unique in its API only.
  'AWS::ApiGatewayV2::Stage.StageName': /^\$default$/,
  // CreateSecret: up to 2,048 characters.
  'AWS::SecretsManager::Secret.Description': /^[ -~]{0,2048}$/,
  // CloudFormation: 255 characters, descriptions of 1,024 bytes (`LIMITS` of cfn-lint). Letters and digits (user guide,
  // "CloudFormation template Outputs syntax").
  'Output.name': /^[A-Za-z0-9]{1,255}$/,
  'Output.Description': /^[ -~]{1,1024}$/,
  // CloudFormation: 255 letters and digits. Source: `LIMITS` of cfn-lint, and aws-cdk-lib (`VALID_LOGICALID_REGEX`).
  'Resource.id': /^[A-Za-z0-9]{1,255}$/,
};

/** Returns whether a service would refuse a text. It counts as refused if nobody has looked its rule up. */
const isRefused = ({ property, text }: DeployedText) => !(published[property]?.test(text) ?? false);

const maxStackName = 'x'.repeat(128);
const props = () => ({ providers: [EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.CANADA })] });

/** Makes nested constructs, and returns the innermost one. */
const nest = (scope: Construct, ids: readonly string[]): Construct =>
  ids.reduce<Construct>((outer, id) => new Construct(outer, id), scope);

/** Synthesizes the construct with this path, and returns all its names. The stack's name is as long as it can be. */
function namesAt(path: readonly string[], makeStack = (app: App): Stack => new Stack(app, maxStackName)) {
  const stack = makeStack(new App());
  new EsignWebhooks(nest(stack, path.slice(0, -1)), path.at(-1)!, props());
  return deployedTexts(Template.fromStack(stack), maxStackName);
}

/** Properties that name another resource. */
const references = [
  'MetricName',
  'AttributeName',
  'FunctionName',
  'QueueName',
  'EventBusName',
  'AWS::Logs::MetricFilter.LogGroupName',
];

const isReference = (property: string) => references.some((reference) => property.endsWith(reference));

function deployedTexts(template: Template, stackName: string): DeployedText[] {
  const resources = Object.entries(resourcesOf(template)).flatMap(([id, { Type, Properties }]) => [
    { property: 'Resource.id', text: id },
    ...Object.entries(Properties)
      .filter(([name]) => /Name$|Description$/.test(name) && !isReference(`${Type}.${name}`))
      .map(([name, value]) => ({ property: `${Type}.${name}`, text: deployed(value, stackName) })),
    ...((Properties.Dimensions ?? []) as { Name: string; Value: unknown }[])
      .filter(({ Name }) => Name === 'service')
      .map(({ Value }) => ({ property: `${Type}.service`, text: deployed(Value, stackName) })),
  ]);
  const outputs = Object.entries(template.findOutputs('*')).flatMap(([name, { Description }]) => [
    { property: 'Output.name', text: name },
    { property: 'Output.Description', text: String(Description) },
  ]);
  return [...resources, ...outputs];
}

function deployed(value: unknown, stackName: string): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (join) return join[1].map((part) => deployed(part, stackName)).join(join[0]);
  // The name of a stack, or the id of an API.
  return Ref === 'AWS::StackName' ? stackName : `a1b2c3d4e5${Ref ?? ''}`.slice(0, 10);
}

test.each<[string, readonly string[]]>([
  ['spaces and brackets', ['My Signing (prod)']],
  ['dots', ['signing.eu.prod']],
  ['underscores', ['my_signing', 'e_sign']],
  ['letters of other languages', ['契約', 'Ünïcode']],
  ['no letter at all', ['-']],
  ['a digit first', ['2nd']],
  ['255 characters', ['y'.repeat(255)]],
  ['ten levels', Array.from({ length: 10 }, (_, level) => `Level${level}${'z'.repeat(40)}`)],
])('an id with %s leads to names that the services accept', (_what, path) => {
  expect(namesAt(path).filter(isRefused)).toEqual([]);
});

test('a nested stack leads to names that the services accept', () => {
  const texts = namesAt(['EsignWebhooksIntegration'], (app) => {
    const parent = new Stack(app, 'n'.repeat(128));
    return new NestedStack(parent, 'EsignWebhooksIntegration');
  });

  expect(texts.filter(isRefused)).toEqual([]);
});

test('usual ids lead to names that people can read', () => {
  const stack = new Stack(new App(), 'Contracts');
  new EsignWebhooks(stack, 'Signing', props());

  const named = deployedTexts(Template.fromStack(stack), 'Contracts');

  expect(
    Object.fromEntries(
      named
        .filter(({ property }) => /\.(Name|LogGroupName|service)$/.test(property))
        .map(({ property, text }) => [property, text]),
    ),
  ).toEqual({
    'AWS::Events::EventBus.Name': 'Contracts.Signing',
    'AWS::ApiGatewayV2::Api.Name': 'Contracts-Signing',
    'AWS::Logs::LogGroup.LogGroupName': '/aws/vendedlogs/apis/Contracts-Signing-a1b2c3d4e5',
    'AWS::CloudWatch::Alarm.service': 'Contracts-Signing',
  });
});

test.each<[string, (app: App) => [Stack, string[]][]]>([
  [
    'two stacks with one construct id',
    (app) => [
      [new Stack(app, 'One', { stackName: 'signing-dev' }), ['Signing']],
      [new Stack(app, 'Two', { stackName: 'signing-staging' }), ['Signing']],
    ],
  ],
  [
    'stacks and ids that give the same text',
    (app) => [
      [new Stack(app, 'a-b'), ['c']],
      [new Stack(app, 'a'), ['b-c']],
    ],
  ],
  [
    'ids of one stack that differ in special characters only',
    (app) => {
      const stack = new Stack(app, 'One');
      return ['Signing', 'Sign.ing', 'Sign ing', '契約', '签名'].map((id) => [stack, [id]]);
    },
  ],
  [
    'long ids of one stack that differ at the end only',
    (app) => {
      const stack = new Stack(app, 'One');
      return ['A', 'B'].map((id) => [stack, [`${'x'.repeat(200)}${id}`]]);
    },
  ],
])('%s do not collide', (_what, make) => {
  const app = new App();
  const constructs = make(app);
  for (const [stack, path] of constructs) new EsignWebhooks(stack, path[0]!, props());

  const stacks = [...new Set(constructs.map(([stack]) => stack))];
  const buses = stacks
    .flatMap((stack) => deployedTexts(Template.fromStack(stack), stack.stackName))
    .filter(({ property }) => property === 'AWS::Events::EventBus.Name')
    .map(({ text }) => text);

  expect(new Set(buses).size).toBe(constructs.length);
});

test('CloudFormation chooses all other physical names, so that nothing that was left behind is in the way', () => {
  const named = namesAt(['Signing']).filter(
    ({ property }) => /Name$/.test(property) && !/^Output/.test(property),
  );

  expect([...new Set(named.map(({ property }) => property))].sort()).toEqual([
    'AWS::ApiGatewayV2::Api.Name',
    'AWS::ApiGatewayV2::Stage.StageName',
    'AWS::Events::EventBus.Name',
    'AWS::IAM::Policy.PolicyName',
    'AWS::Logs::LogGroup.LogGroupName',
  ]);
});
