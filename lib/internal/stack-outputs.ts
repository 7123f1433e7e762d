import { CfnOutput, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { type CommandTargets } from './command-targets';
import { outputPrefix, pascalCase, pathInStack } from './construct-names';
import { listenPrefix } from './listen-prefix';
import { packageVersion } from './package-version';
import { type ProviderEndpoint } from './provider-endpoint';
import { secretId } from './secret-id';
import { type StageFunction } from './stage-function';

const description = 'Read by `cdk-esign-webhooks`';

/** The parts of one endpoint that the commands need. */
export interface EndpointOutput {
  /** The description by the provider. */
  readonly providerEndpoint: ProviderEndpoint;
  /** The address, without the token if it ends with one. */
  readonly address: string;
  /** The API's own address, if it answers beside that one. */
  readonly executeApiAddress?: string;
  /** The secret that proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;
  /** The function that verifies the webhooks. */
  readonly verifier: lambda.Function;
  /** The resources for archiving. Undefined if the endpoint only publishes events. */
  readonly archived?: ArchivedEndpoint;
  /** The function that archives. Undefined if the endpoint only publishes events. */
  readonly archiver?: Pick<StageFunction, 'function' | 'consumer'>;
}

/**
 * The version of what `doctor` may ask an endpoint: `lambda/contracts/access-check.ts`. An older stack would take the question
 * for an error.
 */
const checksVersion = 1;

/**
 * Writes the output of one endpoint for the commands. It has no value of a secret. `cli/stack/outputs.ts` reads
 * it. Never rename a field: older versions of the commands read these outputs too.
 */
export function writeEndpointOutput(construct: Construct, endpoint: EndpointOutput): void {
  const { providerEndpoint, address, executeApiAddress, webhookSecret, verifier, archived } = endpoint;
  const value = Stack.of(construct).toJsonString({
    construct: constructName(construct),
    provider: providerEndpoint.provider,
    endpoint: providerEndpoint.name,
    address,
    executeApiAddress,
    secretUse: providerEndpoint.webhookSecret.use,
    // A secret that is imported by name is named here too. The command `addresses` needs the region then.
    webhookSecretArn: secretId(webhookSecret),
    // Without this field the stack does not know test webhooks: they would count as genuine there.
    verifierOptions: providerEndpoint.verifierOptions([address]),
    region: Stack.of(construct).region,
    verifierFunction: verifier.functionName,
    verifierLogGroup: verifier.logGroup.logGroupName,
    ...(archived && archiveFields(archived, endpoint.archiver)),
    checks: checksVersion,
  });
  const { name } = providerEndpoint;
  writeOutput(construct, `${pascalCase(name)}Operator`, `${description} (${name})`, value);
}

/** Returns the fields of an endpoint that archives. */
function archiveFields(
  { apiKey, api, jobs, reconciles }: ArchivedEndpoint,
  archiver: EndpointOutput['archiver'],
): object {
  return {
    apiKeySecretArn: secretId(apiKey),
    apiUrl: api.apiUrl,
    archiverFunction: archiver?.function.functionName,
    archiveConsumer: archiver?.consumer?.eventSourceMappingId,
    archiveQueueUrl: jobs.queue.queueUrl,
    archiveDeadLetterQueueUrl: jobs.deadLetterQueue.queueUrl,
    reconciles,
  };
}

/** Writes the outputs of the shared parts: two for people, and one for the commands. `cli/stack/outputs.ts` reads it. */
export function writePipelineOutput(construct: Construct, targets: CommandTargets): void {
  const { pipeline, publisher, archiverSettings, reconciler } = targets;
  const { queue, deadLetterQueue } = pipeline.intake;
  const value = Stack.of(construct).toJsonString({
    construct: constructName(construct),
    version: packageVersion(),
    archiveBucket: pipeline.archiveBucket.bucketName,
    claimsBucket: pipeline.claims.bucketName,
    eventBusArn: pipeline.eventBus.eventBusArn,
    listenPrefix: listenPrefix(construct),
    encryptionKeyArn: pipeline.settings.encryptionKey?.keyArn,
    intakeQueueUrl: queue.queueUrl,
    intakeDeadLetterQueueUrl: deadLetterQueue.queueUrl,
    publisherLogGroup: publisher.function.logGroup.logGroupName,
    archiverLogGroup: archiverSettings?.logGroup.logGroupName,
    archiveConcurrency: archiverSettings?.concurrency,
    ...(reconciler && reconcilerFields(reconciler)),
    publisherFunction: publisher.function.functionName,
    publisherConcurrency: targets.publisherConcurrency,
    intakeConsumer: publisher.consumer?.eventSourceMappingId,
    spoolBucket: pipeline.spool.bucketName,
    secretGraceSeconds: pipeline.settings.secretGrace.toSeconds(),
    alarmPrefix: targets.alarmPrefix,
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

// The connection is a getter, which a copy of the rest of the object would lose.
const reconcilerFields = (reconciler: NonNullable<CommandTargets['reconciler']>) => ({
  reconcileQueueUrl: reconciler.queue.queueUrl,
  reconcilerLogGroup: reconciler.logGroup.logGroupName,
  reconcilerFunction: reconciler.function.functionName,
  reconcileConsumer: reconciler.consumer?.eventSourceMappingId,
});

/** Writes a stack output. People read its name, so it is the construct path, without a hash if it can be. */
export function writeOutput(scope: Construct, name: string, description: string, value: string): void {
  const output = new CfnOutput(scope, name, { description, value });
  output.overrideLogicalId(`${outputPrefix(scope)}${name}`);
}

/** Distinguishes several constructs in one stack. */
const constructName = (construct: Construct) => pathInStack(construct).join('/');
