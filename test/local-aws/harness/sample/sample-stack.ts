import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { providerIdSchema } from '../../../../lambda/contracts/ids';
import type { AwsClients } from '../emulator/aws-clients';
import type { DeployedStack } from '../deploy/deploy-assembly';
import { pathOf } from '../deploy/template';

/** The name of the sample app's stack. */
export const stackName = 'EsignWebhooks';

/** The output `Signing<Endpoint>Operator`, as `lib/internal/stack-outputs.ts` writes it. */
const operatorOutputSchema = z.strictObject({
  provider: providerIdSchema,
  endpoint: z.string(),
  region: z.string(),
  address: z.url(),
  executeApiAddress: z.url().optional(),
  secretUse: z.enum(['given-by-provider', 'given-to-provider', 'in-address']),
  webhookSecretArn: z.string(),
  verifierOptions: z.record(z.string(), z.unknown()),
  apiKeySecretArn: z.string().optional(),
  apiUrl: z.url().optional(),
  construct: z.literal('Signing'),
  verifierFunction: z.string(),
  verifierLogGroup: z.string(),
  archiverFunction: z.string().optional(),
  archiveQueueUrl: z.url().optional(),
  archiveDeadLetterQueueUrl: z.url().optional(),
  reconciles: z.boolean().optional(),
  archiveConsumer: z.uuid().optional(),
  checks: z.literal(1),
});

export type OperatorOutput = z.infer<typeof operatorOutputSchema>;

/** The sample app's parts, found by output or by path in the construct tree. */
export interface SampleStack extends DeployedStack {
  readonly eventBus: string;
  readonly archiveBucket: string;
  /** The URLs of all queues, with the dead-letter queues. */
  readonly queueUrls: readonly string[];
  readonly spoolBucket: string;
  readonly claimsBucket: string;
  /** Finds the URL of the queue with the pages of the passes. */
  readonly reconcileQueue: () => string;
  /** Finds the physical id of the only resource of a type whose construct path contains all words. */
  readonly find: (type: string, ...words: readonly string[]) => string;
  /** Finds the address to register at the provider. */
  readonly webhookUrl: (endpoint: string) => string;
  /** Finds the id of the secret for the webhooks' proof. */
  readonly webhookSecret: (endpoint: string) => string;
  /** Finds the id of the secret for the key to the provider's API. */
  readonly apiKeySecret: (endpoint: string) => string;
  /** Reads the output for the operator's commands about an endpoint. */
  readonly operatorOutput: (endpoint: string) => OperatorOutput;
}

/** Reads a deployed sample app. */
export function sampleStack(deployed: DeployedStack): SampleStack {
  const find = (type: string, ...words: readonly string[]) => findResource(deployed, type, words);
  const output = (name: string) => {
    const found = Object.entries(deployed.outputs).find(([key]) => key.startsWith(`Signing${name}`));
    if (!found) throw new Error(`The stack has no output Signing${name}`);
    return found[1];
  };
  return {
    ...deployed,
    eventBus: output('EventBus'),
    archiveBucket: output('ArchiveBucket'),
    spoolBucket: find('AWS::S3::Bucket', 'Spool'),
    claimsBucket: find('AWS::S3::Bucket', 'Claims'),
    reconcileQueue: () => find('AWS::SQS::Queue', 'Reconciliation/PassQueue'),
    find,
    queueUrls: Object.entries(deployed.template.Resources)
      .filter(([, resource]) => resource.Type === 'AWS::SQS::Queue')
      .map(([id]) => deployed.physicalIds.get(id) ?? ''),
    webhookUrl: (endpoint) => output(`${pascalCase(endpoint)}WebhookUrl`),
    webhookSecret: (endpoint) => output(`${pascalCase(endpoint)}WebhookSecret`),
    apiKeySecret: (endpoint) => output(`${pascalCase(endpoint)}ApiKeySecret`),
    operatorOutput: (endpoint) =>
      operatorOutputSchema.parse(JSON.parse(output(`${pascalCase(endpoint)}Operator`))),
  };
}

function findResource(
  { template, physicalIds }: DeployedStack,
  type: string,
  words: readonly string[],
): string {
  const found = Object.entries(template.Resources).filter(
    ([id, resource]) => resource.Type === type && words.every((word) => pathOf(id, resource).includes(word)),
  );
  const physicalId = physicalIds.get(found[0]?.[0] ?? '');
  if (found.length !== 1 || !physicalId)
    throw new Error(`The stack has ${found.length} ${type} with ${words.join(', ')} in their path`);
  return physicalId;
}

/** Sets the value of a secret. */
export async function putSecret(
  { secrets }: AwsClients,
  SecretId: string,
  SecretString: string,
): Promise<void> {
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
}

/** Reads the value of a secret. Throws if it has none. */
export async function readSecret({ secrets }: AwsClients, SecretId: string): Promise<string> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  if (!SecretString) throw new Error(`The secret ${SecretId} has no value`);
  return SecretString;
}

/** Finds the ARN of a secret. In the local AWS the outputs have the names of secrets. */
export async function completeArn({ secrets }: AwsClients, SecretId = ''): Promise<string> {
  const { ARN = '' } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  return ARN;
}

const pascalCase = (name: string) =>
  name.replace(/(?:^|-+)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
