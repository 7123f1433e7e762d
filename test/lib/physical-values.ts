import type { TemplateResource } from './synth';

const account = '123456789012';
const region = 'ap-southeast-1';
const name = (length: number) => 'n'.repeat(length);
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;

/** The longest values of each resource type, by the attribute that templates refer to; `Ref` is the resource itself. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::SQS::Queue': {
    Ref: `https://sqs.${region}.amazonaws.com/${account}/${name(80)}`,
    Arn: arn('sqs', name(80)),
    QueueName: name(80),
  },
  'AWS::SSM::Parameter': { Ref: name(100) },
  'AWS::S3::Bucket': { Ref: name(63), Arn: `arn:aws:s3:::${name(63)}` },
  'AWS::SecretsManager::Secret': { Ref: arn('secretsmanager', `secret:${name(120)}-abcdef`) },
  'AWS::Logs::LogGroup': { Ref: name(200), Arn: arn('logs', `log-group:${name(200)}:*`) },
  'AWS::Events::EventBus': { Ref: name(256), Arn: arn('events', `event-bus/${name(256)}`) },
  'AWS::Lambda::Function': { Ref: name(64), Arn: arn('lambda', `function:${name(64)}`) },
  'AWS::IAM::Role': { Ref: name(64), Arn: `arn:aws:iam::${account}:role/${name(64)}`, RoleId: name(21) },
  'AWS::KMS::Key': { Ref: name(36), Arn: arn('kms', `key/${name(36)}`) },
  'AWS::ApiGatewayV2::Api': {
    Ref: name(10),
    ApiEndpoint: `https://${name(10)}.execute-api.${region}.amazonaws.com`,
  },
};

const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::StackName': name(128),
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Replaces the intrinsic functions of a template by the longest values that they can have once it is deployed. */
export function deployedValues(
  value: unknown,
  resources: Readonly<Record<string, TemplateResource>>,
): unknown {
  if (Array.isArray(value)) return value.map((item) => deployedValues(item, resources));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Intrinsic;
  if (Ref !== undefined) return pseudoParameters[Ref] ?? physical(resources, Ref, 'Ref');
  if (attribute) return physical(resources, ...attribute);
  if (join) return join[1].map((part) => deployedValues(part, resources)).join(join[0]);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, deployedValues(inner, resources)]),
  );
}

function physical(
  resources: Readonly<Record<string, TemplateResource>>,
  id: string,
  attribute: string,
): string {
  const type = resources[id]?.Type ?? '';
  const found = values[type]?.[attribute];
  if (found === undefined) throw new Error(`No value is known for ${attribute} of ${id}, ${type}`);
  return found;
}

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [id: string, attribute: string];
  readonly 'Fn::Join'?: readonly [delimiter: string, parts: readonly unknown[]];
}
