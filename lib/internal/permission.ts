import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type CommandTargets } from './command-targets';
import { type Endpoint } from './endpoint';
import { secretArnPattern } from './secret-id';
import { type StageFunction } from './stage-function';

/** Actions, the ARNs of the resources on which a command needs them, and the conditions that narrow them, if any. */
export type Permission = readonly [
  actions: readonly string[],
  resourceArns: readonly string[],
  conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
];

/** Returns the permission to search log groups. A log group is undefined if the pipeline does not have it. */
export function searchLogs(...logGroups: readonly (logs.ILogGroup | undefined)[]): Permission {
  return [['logs:FilterLogEvents'], logGroups.flatMap((logGroup) => logGroup?.logGroupArn ?? [])];
}

/** Returns the condition that a list of objects is of these folders only. */
export const withPrefix = (folders: readonly string[]) => ({ StringLike: { 's3:prefix': folders } });

/** Returns the ARNs of queues. */
export const arnsOf = (queues: readonly sqs.IQueue[]): string[] => queues.map(({ queueArn }) => queueArn);

/** Returns the ARN of the webhook secret of an endpoint. */
export const webhookSecretOf = ({ webhookSecret }: Endpoint): string => secretArnPattern(webhookSecret);

/** Returns the ARN of the API key of an endpoint, if it archives. */
export const apiKeyOf = ({ archived }: Endpoint): string[] =>
  archived ? [secretArnPattern(archived.apiKey)] : [];

/** Returns the ARNs of all secrets of an endpoint. */
export const secretsOf = (endpoint: Endpoint): string[] => [webhookSecretOf(endpoint), ...apiKeyOf(endpoint)];

/** Returns the functions that need secrets: of these endpoints, and the reconciler if there is one. */
export function functionsWithSecrets(
  endpoints: readonly Endpoint[],
  reconciler: CommandTargets['reconciler'],
): readonly Pick<StageFunction, 'function' | 'consumer'>[] {
  return [
    ...endpoints.flatMap(({ verifier, archiver }) => [verifier, archiver ?? []].flat()),
    ...(reconciler ? [reconciler] : []),
  ];
}
