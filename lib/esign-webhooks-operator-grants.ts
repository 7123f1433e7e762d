import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type IConstruct } from 'constructs';
import { type CommandTargets } from './internal/command-targets';
import { secretArnPattern } from './internal/secret-id';
import { type Endpoint } from './internal/endpoint';
import { requireEndpoint } from './internal/require-endpoint';

/**
 * Permissions for the commands of `cdk-esign-webhooks`, one method for each. Each has just what `docs/commands.md` lists,
 * with `cloudformation:DescribeStacks`, and the use of the `encryptionKey` if there is one.
 */
export class EsignWebhooksOperatorGrants {
  /**
   * Returns the permissions for a pipeline.
   *
   * @internal
   */
  public static _on(construct: IConstruct, targets: CommandTargets): EsignWebhooksOperatorGrants {
    return new EsignWebhooksOperatorGrants(construct, targets);
  }

  private constructor(
    private readonly construct: IConstruct,
    private readonly targets: CommandTargets,
  ) {}

  /** Lets the grantee run `addresses`, which prints secrets. */
  public addresses(grantee: iam.IGrantable): iam.Grant {
    const { endpoints } = this.targets;
    const secrets = endpoints.map(({ webhookSecret }) => secretArnPattern(webhookSecret));
    return this.grant(grantee, [
      [['secretsmanager:GetSecretValue'], secrets],
      [['secretsmanager:DescribeSecret'], endpoints.flatMap(secretsOf)],
    ]);
  }

  /**
   * Lets the grantee run `set-secret`, with and without `--api-key`.
   *
   * @param endpoint - the only endpoint whose secrets may be set; all by default
   * @throws if there is no endpoint of this name
   */
  public setSecret(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    const secrets = this.chosen(endpoint).flatMap(secretsOf);
    return this.grant(grantee, [
      [['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'], secrets],
    ]);
  }

  /** Lets the grantee run `dead-letters`, without `--drop`. */
  public deadLetters(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, this.readDeadLetters());
  }

  /** Lets the grantee run `dead-letters --drop`, which removes messages for good. */
  public dropDeadLetters(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, [
      ...this.readDeadLetters(),
      [['sqs:DeleteMessage'], arnsOf(this.deadLetterQueues())],
    ]);
  }

  /**
   * Lets the grantee run `redrive`. **Whoever can send to the intake queue can forge webhooks.** Grant it to few people.
   */
  public redrive(grantee: iam.IGrantable): iam.Grant {
    const { pipeline, endpoints } = this.targets;
    const queues = [
      pipeline.intake.queue,
      ...endpoints.flatMap(({ archived }) => archived?.jobs.queue ?? []),
    ];
    return this.grant(grantee, [
      [[...readActions, 'sqs:DeleteMessage'], arnsOf(this.deadLetterQueues())],
      [['sqs:GetQueueAttributes', 'sqs:SendMessage'], arnsOf(queues)],
    ]);
  }

  /**
   * Lets the grantee run `archive`.
   *
   * @param endpoint - the only endpoint whose envelopes may be archived; all that archive by default
   * @throws if there is no endpoint of this name, or if it does not archive
   */
  public archive(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    const jobs = this.archiving(endpoint).flatMap(({ archived }) => archived?.jobs ?? []);
    const { archiverLogGroup } = this.targets;
    return this.grant(grantee, [
      [
        ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
        arnsOf(jobs.map(({ deadLetterQueue }) => deadLetterQueue)),
      ],
      [['sqs:SendMessage'], arnsOf(jobs.map(({ queue }) => queue))],
      [['logs:FilterLogEvents'], archiverLogGroup ? [archiverLogGroup.logGroupArn] : []],
    ]);
  }

  /**
   * Lets the grantee run `reconcile`, over every endpoint: all of them share the queue. **Whoever can send to this queue can
   * start imports and passes, as often as they like.** Grant it to few people.
   *
   * @throws if no endpoint reconciles
   */
  public reconcile(grantee: iam.IGrantable): iam.Grant {
    const { reconciler, archiverLogGroup } = this.targets;
    if (!reconciler) throw this.nothingToDo('reconcile', 'no endpoint reconciles');
    const logs = [reconciler.logGroup, ...(archiverLogGroup ? [archiverLogGroup] : [])];
    return this.grant(grantee, [
      [['sqs:SendMessage'], arnsOf([reconciler.queue])],
      [['logs:FilterLogEvents'], logs.map(({ logGroupArn }) => logGroupArn)],
    ]);
  }

  /**
   * Lets the grantee run `rotate`.
   *
   * @param endpoint - the only endpoint whose secret may be rotated; all by default
   * @throws if there is no endpoint of this name
   */
  public rotate(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    const secrets = this.chosen(endpoint).map(({ webhookSecret }) => secretArnPattern(webhookSecret));
    return this.grant(grantee, [
      [['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue'], secrets],
    ]);
  }

  /**
   * Lets the grantee run `revoke`, with and without `--api-key`.
   *
   * @param endpoint - the only endpoint whose secrets may be revoked; all by default
   * @throws if there is no endpoint of this name
   */
  public revoke(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    const endpoints = this.chosen(endpoint);
    const { reconciler } = this.targets;
    const isReconciled = endpoints.some(({ archived }) => archived?.reconciles);
    const functions = [
      ...endpoints.flatMap(({ verifier, archiver }) => [verifier, ...(archiver ? [archiver] : [])]),
      ...(isReconciled && reconciler ? [reconciler] : []),
    ].map((one) => one.function.functionArn);
    return this.grant(grantee, [
      [
        [
          'secretsmanager:DescribeSecret',
          'secretsmanager:GetSecretValue',
          'secretsmanager:UpdateSecretVersionStage',
        ],
        endpoints.flatMap(secretsOf),
      ],
      [['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionConfiguration'], functions],
    ]);
  }

  private readDeadLetters(): Permission[] {
    const { publisher, archiverLogGroup } = this.targets;
    const logs = [publisher.logGroup, ...(archiverLogGroup ? [archiverLogGroup] : [])];
    return [
      [readActions, arnsOf(this.deadLetterQueues())],
      [['logs:FilterLogEvents'], logs.map(({ logGroupArn }) => logGroupArn)],
    ];
  }

  private deadLetterQueues(): sqs.IQueue[] {
    const { pipeline, endpoints } = this.targets;
    return [
      pipeline.intake.deadLetterQueue,
      ...endpoints.flatMap(({ archived }) => archived?.jobs.deadLetterQueue ?? []),
    ];
  }

  private chosen(name?: string): readonly Endpoint[] {
    const { endpoints } = this.targets;
    return name === undefined ? endpoints : [requireEndpoint(this.construct, endpoints, name)];
  }

  private archiving(name?: string): readonly Endpoint[] {
    const archiving = this.chosen(name).filter(({ archived }) => archived !== undefined);
    if (archiving.length > 0) return archiving;
    const why =
      name === undefined ? 'no endpoint archives' : `endpoint "${name}" does not archive (archive: false)`;
    throw this.nothingToDo('archive', why);
  }

  private nothingToDo(command: string, why: string): Error {
    return new Error(
      `EsignWebhooks "${this.construct.node.path}": ${why}, so the command ${command} has nothing to do there`,
    );
  }

  /** Grants the permissions of a command, and those that all commands need. */
  private grant(grantee: iam.IGrantable, permissions: readonly Permission[]): iam.Grant {
    const { pipeline, formerKeys } = this.targets;
    const { encryptionKey } = pipeline.settings;
    const stack = Stack.of(this.construct);
    // The last part of the ARN is an id that is new with each new stack.
    const stackArn = stack.formatArn({
      service: 'cloudformation',
      resource: 'stack',
      resourceName: `${stack.stackName}/*`,
    });
    const keyArns = [...(encryptionKey ? [encryptionKey] : []), ...formerKeys].map(({ keyArn }) => keyArn);
    const all: Permission[] = [
      [['cloudformation:DescribeStacks'], [stackArn]],
      ...(keyArns.length > 0 ? [[['kms:Decrypt', 'kms:GenerateDataKey'], keyArns] as const] : []),
      ...permissions.filter(([, resources]) => resources.length > 0),
    ];
    return all
      .map(([actions, resourceArns]) =>
        iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [...resourceArns] }),
      )
      .reduce((one, other) => one.combine(other));
  }
}

type Permission = readonly [actions: readonly string[], resourceArns: readonly string[]];

const readActions = ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'];

const arnsOf = (queues: readonly sqs.IQueue[]) => queues.map(({ queueArn }) => queueArn);

const secretsOf = ({ webhookSecret, archived }: Endpoint) =>
  [webhookSecret, ...(archived ? [archived.apiKey] : [])].map(secretArnPattern);
