import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { type Stage } from './lambda-asset';
import { message } from './message';

/**
 * The maximum of all variables together. Lambda measures them as JSON, so a quotation mark in a value counts twice.
 *
 * Source: Lambda's error "exceeded the 4KB limit. String measured: {…}", as issue 3594 of
 * github.com/github-aws-runners/terraform-aws-github-runner quotes it; checked 2026-11-27. Not tried on AWS.
 */
const maxBytes = 4_096;

/** The values with the most characters, and what makes them shorter. */
const advice: Readonly<Record<Stage, string>> = {
  verify: message`Give fewer or shorter registeredUrls`,
  publish: 'Divide the endpoints among several EsignWebhooks constructs',
  archive: message`Give fewer or shorter downloadHosts`,
  reconcile: message`Give the archiveBucket a shorter name`,
};

/**
 * Returns an error if the variables of a function are too large for Lambda. Names that only the deployment gives are
 * estimated, and values of unknown length count as nothing.
 */
export function environmentErrors(stage: Stage, made: lambda.Function): string[] {
  const { environment } = made.node.defaultChild as lambda.CfnFunction;
  const stack = Stack.of(made);
  const { variables = {} } = stack.resolve(environment) as { variables?: Record<string, unknown> };
  // Search the stack, which is slow for many endpoints, only if the answer may depend on it.
  if (measure(variables, () => anyReference) <= maxBytes) return [];
  const resources = resourcesOf(stack);
  const bytes = measure(variables, (id, name) => estimateReference(resources, id, name));
  if (bytes <= maxBytes) return [];
  return [
    `the environment of the function "${made.node.path}" has about ${bytes} bytes, and Lambda takes ${maxBytes}. ${advice[stage]}, or give the stack a shorter name`,
  ];
}

/** Returns the size of a text after the deployment, with estimated references. */
export function textBytes(stack: Stack, text: string): number {
  const resources = resourcesOf(stack);
  return Buffer.byteLength(
    estimate(stack.resolve(text), (id, name) => estimateReference(resources, id, name)),
  );
}

/** Returns the text of a reference after the deployment, or one about as long. */
type EstimateReference = (id: string, attribute: string) => string;

/** Stands for a reference that is not searched for. It is longer than a queue's URL, the longest of them: 150 characters. */
const anyReference = 'x'.repeat(200);

function measure(variables: Record<string, unknown>, reference: EstimateReference): number {
  const estimated = Object.entries(variables).map(([name, value]) => [name, estimate(value, reference)]);
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(estimated)));
}

/** The resources of a stack by logical id. */
type Resources = ReadonlyMap<string, CfnResource>;

function resourcesOf(stack: Stack): Resources {
  const resources = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  return new Map(resources.map((one) => [stack.resolve(one.logicalId) as string, one]));
}

/** Returns a text about as long as a value after the deployment. */
function estimate(value: unknown, reference: EstimateReference): string {
  if (typeof value === 'string') return value;
  const { Ref = '', 'Fn::GetAtt': [id, name] = [Ref, 'Ref'], 'Fn::Join': join } = value as Intrinsic;
  if (join) return join[1].map((part) => estimate(part, reference)).join(join[0]);
  return reference(id, name);
}

function estimateReference(resources: Resources, id: string, name: string): string {
  const resource = resources.get(id);
  if (!resource) return pseudoParameters[id] ?? '';
  return attributes[`${resource.cfnResourceType}.${name}`]?.(resource, id) ?? '';
}

const region = 'us-east-1';
const account = '123456789012';
const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** The attributes in the environments that have a known length. A role's id has 21 characters in all examples of AWS. */
const attributes: Readonly<Record<string, (resource: CfnResource, id: string) => string>> = {
  'AWS::SQS::Queue.QueueName': (resource, id) => generatedName(resource, id, 80),
  'AWS::SQS::Queue.Ref': (resource, id) =>
    `https://sqs.${region}.amazonaws.com/${account}/${generatedName(resource, id, 80)}`,
  'AWS::ApiGatewayV2::Api.ApiEndpoint': () => `https://${'a'.repeat(10)}.execute-api.${region}.amazonaws.com`,
  'AWS::IAM::Role.RoleId': () => 'A'.repeat(21),
  // The name is the logical id and 12 characters. Secrets Manager appends a hyphen and six characters.
  'AWS::SecretsManager::Secret.Ref': (_resource, id) =>
    `arn:aws:secretsmanager:${region}:${account}:secret:${id}-${'x'.repeat(12)}-xxxxxx`,
};

/**
 * Returns a text as long as the name that CloudFormation generates: the stack's name, the logical id and 12 characters.
 *
 * Source: CloudFormation template reference, "Name type"; from memory, not checked.
 */
function generatedName(resource: CfnResource, id: string, maxLength: number): string {
  const { stackName } = Stack.of(resource);
  // A nested stack has no name before it is deployed.
  const known = Token.isUnresolved(stackName) ? '' : stackName;
  return `${known}-${id}-${'x'.repeat(12)}`.slice(0, maxLength);
}

/** A value in a template that only the deployment knows. */
interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [id: string, attribute: string];
  readonly 'Fn::Join'?: readonly [delimiter: string, parts: readonly unknown[]];
}
