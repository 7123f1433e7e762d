import { Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { makeOutput } from './make-output';
import { pascalCase } from './pascal-case';
import { pathInStack } from './path-in-stack';
import { type Pipeline } from './pipeline';
import { type ProviderEndpoint } from './provider-endpoint';

const description = 'Read by `npx cdk-esign-webhooks`';

/** What the operator's commands need to know of one endpoint. */
export interface OperatedEndpoint {
  /** What the provider needs. */
  readonly deployment: ProviderEndpoint;
  /** Its address, or what stands before its token. */
  readonly address: string;
  /** Proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;
  /** Takes its webhooks. */
  readonly verifier: lambda.IFunction;
  /** Absent: events only. */
  readonly archived?: ArchivedEndpoint;
}

/**
 * Tells the operator's commands of one endpoint: where things are, and never what a secret holds. `cli/stack/endpoint-outputs.ts`
 * has the same form; what older command lines read is never renamed.
 */
export function tellEndpoint(construct: Construct, operated: OperatedEndpoint): void {
  const { deployment, address, webhookSecret, verifier, archived } = operated;
  const value = Stack.of(construct).toJsonString({
    construct: nameOf(construct),
    provider: deployment.provider,
    endpoint: deployment.name,
    address,
    secretUse: deployment.webhookSecret.use,
    webhookSecretArn: webhookSecret.secretArn,
    apiKeySecretArn: archived?.apiKey.secretArn,
    verifierFunction: verifier.functionName,
    archiveQueueUrl: archived?.jobs.queue.queueUrl,
    archiveDeadLetterQueueUrl: archived?.jobs.deadLetterQueue.queueUrl,
  });
  makeOutput(
    construct,
    `${pascalCase(deployment.name)}Operator`,
    `${description} (${deployment.name})`,
    value,
  );
}

/** What the operator's commands need to know of what all endpoints share. */
export interface OperatedPipeline {
  /** Whose queues these are. */
  readonly pipeline: Pipeline;
  /** Publishes signing events. */
  readonly publisher: lambda.Function;
  /** Absent: no endpoint archives. */
  readonly archiver?: lambda.Function;
}

/** Tells the operator's commands of what all endpoints share; `cli/stack/pipeline-outputs.ts` has the same form. */
export function tellPipeline(
  construct: Construct,
  { pipeline, publisher, archiver }: OperatedPipeline,
): void {
  const { queue, deadLetterQueue } = pipeline.intake;
  const value = Stack.of(construct).toJsonString({
    construct: nameOf(construct),
    intakeQueueUrl: queue.queueUrl,
    intakeDeadLetterQueueUrl: deadLetterQueue.queueUrl,
    publisherLogGroup: publisher.logGroup.logGroupName,
    archiverFunction: archiver?.functionName,
    archiverLogGroup: archiver?.logGroup.logGroupName,
  });
  makeOutput(construct, 'Operations', description, value);
}

/** Which of several in one stack it is. */
const nameOf = (construct: Construct) => pathInStack(construct).join('/');
