import { CfnOutput, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { type CommandTargets } from './command-targets';
import { outputPrefix, pascalCase, pathInStack } from './construct-names';
import { packageVersion } from './package-version';
import { type ProviderEndpoint } from './provider-endpoint';
import { secretId } from './secret-id';

const description = 'Read by `cdk-esign-webhooks`';

/** The parts of one endpoint that the commands need. */
export interface EndpointOutput {
  /** The description by the provider. */
  readonly providerEndpoint: ProviderEndpoint;
  /** The address, without the token if it ends with one. */
  readonly address: string;
  /** The secret that proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;
  /** The function that verifies the webhooks. */
  readonly verifier: lambda.Function;
  /** The resources for archiving. Undefined if the endpoint only publishes events. */
  readonly archived?: ArchivedEndpoint;
  /** The function that archives. Undefined if the endpoint only publishes events. */
  readonly archiver?: lambda.IFunction;
}

/**
 * Writes the output of one endpoint for the commands. It has no value of a secret. `cli/stack/outputs.ts` reads
 * it. Never rename a field: older versions of the commands read these outputs too.
 */
export function writeEndpointOutput(construct: Construct, endpoint: EndpointOutput): void {
  const { providerEndpoint, address, webhookSecret, verifier, archived, archiver } = endpoint;
  const value = Stack.of(construct).toJsonString({
    construct: constructName(construct),
    provider: providerEndpoint.provider,
    endpoint: providerEndpoint.name,
    address,
    secretUse: providerEndpoint.webhookSecret.use,
    // A secret that is imported by name is named here too. The command `addresses` needs the region then.
    webhookSecretArn: secretId(webhookSecret),
    apiKeySecretArn: archived && secretId(archived.apiKey),
    apiUrl: archived?.api.apiUrl,
    region: Stack.of(construct).region,
    verifierFunction: verifier.functionName,
    verifierLogGroup: verifier.logGroup.logGroupName,
    archiverFunction: archiver?.functionName,
    archiveQueueUrl: archived?.jobs.queue.queueUrl,
    archiveDeadLetterQueueUrl: archived?.jobs.deadLetterQueue.queueUrl,
    reconciles: archived?.reconciles,
  });
  const { name } = providerEndpoint;
  writeOutput(construct, `${pascalCase(name)}Operator`, `${description} (${name})`, value);
}

/** Writes the outputs of the shared parts: two for people, and one for the commands. `cli/stack/outputs.ts` reads it. */
export function writePipelineOutput(
  construct: Construct,
  { pipeline, publisher, archiverLogGroup, archiveConcurrency, reconciler }: CommandTargets,
): void {
  const { queue, deadLetterQueue } = pipeline.intake;
  const value = Stack.of(construct).toJsonString({
    construct: constructName(construct),
    version: packageVersion(),
    archiveBucket: pipeline.archiveBucket.bucketName,
    claimsBucket: pipeline.claims.bucketName,
    eventBusArn: pipeline.eventBus.eventBusArn,
    intakeQueueUrl: queue.queueUrl,
    intakeDeadLetterQueueUrl: deadLetterQueue.queueUrl,
    publisherLogGroup: publisher.logGroup.logGroupName,
    archiverLogGroup: archiverLogGroup?.logGroupName,
    archiveConcurrency,
    reconcileQueueUrl: reconciler?.queue.queueUrl,
    reconcilerLogGroup: reconciler?.logGroup.logGroupName,
    reconcilerFunction: reconciler?.function.functionName,
  });
  writeOutput(construct, 'Operations', description, value);
  writeOutput(construct, 'EventBusName', 'Bus for the signing events', pipeline.eventBus.eventBusName);
  writeOutput(
    construct,
    'ArchiveBucketName',
    'Executed PDFs and raw requests',
    pipeline.archiveBucket.bucketName,
  );
}

/** Writes a stack output. People read its name, so it is the construct path, without a hash if it can be. */
export function writeOutput(scope: Construct, name: string, description: string, value: string): void {
  const output = new CfnOutput(scope, name, { description, value });
  output.overrideLogicalId(`${outputPrefix(scope)}${name}`);
}

/** Distinguishes several constructs in one stack. */
const constructName = (construct: Construct) => pathInStack(construct).join('/');
