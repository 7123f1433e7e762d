import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type IConstruct } from 'constructs';
import { busRules } from './internal/bus-rules';
import {
  addressesPermissions,
  archivePermissions,
  deadLettersPermissions,
  dropDeadLettersPermissions,
  findPermissions,
  getPermissions,
  reconcilePermissions,
  redrivePermissions,
  registerPermissions,
  revokePermissions,
  rotatePermissions,
  setSecretPermissions,
  triggerPermissions,
  unregisterPermissions,
} from './internal/command-permissions';
import { type CommandTargets } from './internal/command-targets';
import { doctorPermissions } from './internal/doctor-permissions';
import { type Endpoint } from './internal/endpoint';
import { listenPermissions } from './internal/listen-permissions';
import { type Permission } from './internal/permission';
import { requireAll } from './internal/prop-rules';
import { replayPermissions, replayToBusPermissions } from './internal/replay-permissions';
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
    return this.grant(grantee, addressesPermissions(this.targets.endpoints));
  }

  /**
   * Lets the grantee run `set-secret`, with and without `--api-key`.
   *
   * @param endpoint - the only endpoint whose secrets may be set; all by default
   * @throws if there is no endpoint of this name
   */
  public setSecret(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, setSecretPermissions(this.chosen(endpoint)));
  }

  /**
   * Lets the grantee run `doctor`, which reads the webhook secrets, and prints none. It may send to the archive queues. An
   * archive job there archives nothing that the provider's API does not confirm.
   */
  public doctor(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, doctorPermissions(this.construct, this.targets));
  }

  /**
   * Lets the grantee run `register`. It reads the API keys and the tokens of addresses. With `rotate`, it also lets the grantee
   * run `rotate --register`.
   *
   * @param endpoint - the only endpoint that may be registered; all whose provider's API registers webhooks by default
   * @throws if there is no endpoint of this name, if it does not archive, or if only a person can register it
   */
  public register(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, registerPermissions(this.registering('register', endpoint)));
  }

  /**
   * Lets the grantee run `unregister`. It reads the API keys.
   *
   * @param endpoint - the only endpoint that may be unregistered; all whose provider's API registers webhooks by default
   * @throws if there is no endpoint of this name, if it does not archive, or if only a person can unregister it
   */
  public unregister(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, unregisterPermissions(this.registering('unregister', endpoint)));
  }

  /** Lets the grantee run `dead-letters`, without `--drop`. */
  public deadLetters(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, deadLettersPermissions(this.targets));
  }

  /** Lets the grantee run `dead-letters --drop`, which removes messages for good. */
  public dropDeadLetters(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, dropDeadLettersPermissions(this.targets));
  }

  /**
   * Lets the grantee run `redrive`. **Whoever can send to the intake queue can forge webhooks.** Grant it to few people.
   */
  public redrive(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, redrivePermissions(this.targets));
  }

  /**
   * Lets the grantee run `archive`.
   *
   * @param endpoint - the only endpoint whose envelopes may be archived; all that archive by default
   * @throws if there is no endpoint of this name, or if it does not archive
   */
  public archive(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, archivePermissions(this.targets, this.archiving(endpoint, 'archive')));
  }

  /**
   * Lets the grantee run `reconcile`, over every endpoint: all of them share the queue. **Whoever can send to this queue can
   * start imports and passes, as often as they like.** Grant it to few people.
   *
   * @throws if no endpoint reconciles
   */
  public reconcile(grantee: iam.IGrantable): iam.Grant {
    const { reconciler } = this.targets;
    if (!reconciler) throw this.nothingToDo('reconcile', 'no endpoint reconciles');
    return this.grant(grantee, reconcilePermissions(this.targets, reconciler));
  }

  /**
   * Lets the grantee run `listen`: it reads the events of all endpoints, and makes and removes rules and queues whose names begin
   * with `<stack>-listen-`.
   *
   * @throws if the event bus is known to be in another account or region
   */
  public listen(grantee: iam.IGrantable): iam.Grant {
    const { eventBus } = this.targets.pipeline;
    requireAll(`EsignWebhooks "${this.construct.node.path}"`, busRules(this.construct, eventBus));
    return this.grant(grantee, listenPermissions(this.construct, eventBus));
  }

  /**
   * Lets the grantee run `replay`. It reads the recorded webhooks, with all that is in them. Let the grantee reach the consumer
   * too: `queue.grantSendMessages(grantee)`, or `fn.grantInvoke(grantee)`.
   *
   * @param endpoint - the only endpoint whose past may be replayed; all by default
   * @throws if there is no endpoint of this name
   */
  public replay(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, replayPermissions(this.targets, this.chosen(endpoint)));
  }

  /**
   * Lets the grantee run `replay --to-bus`. **Whoever can put events on the bus can forge signing events.** Grant it to few
   * people.
   *
   * @param endpoint - the only endpoint whose past may be replayed; all by default
   * @throws if there is no endpoint of this name
   */
  public replayToBus(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, replayToBusPermissions(this.targets, this.chosen(endpoint)));
  }

  /**
   * Lets the grantee run `get`, with and without `--to`. **It reads the executed documents, and the raw webhooks with all that is
   * in them.**
   *
   * @param endpoint - the only endpoint whose envelopes may be read; all by default
   * @throws if there is no endpoint of this name
   */
  public get(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, getPermissions(this.targets, this.chosen(endpoint)));
  }

  /**
   * Lets the grantee run `find`, which asks the providers. **It reads the API keys.**
   *
   * @param endpoint - the only endpoint whose provider may be asked; all that archive by default
   * @throws if there is no endpoint of this name, or if it does not archive
   */
  public find(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, findPermissions(this.targets, this.archiving(endpoint, 'find')));
  }

  /**
   * Lets the grantee run `rotate`.
   *
   * @param endpoint - the only endpoint whose secret may be rotated; all by default
   * @throws if there is no endpoint of this name
   */
  public rotate(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, rotatePermissions(this.chosen(endpoint)));
  }

  /**
   * Lets the grantee run `revoke`, with and without `--api-key`.
   *
   * @param endpoint - the only endpoint whose secrets may be revoked; all by default
   * @throws if there is no endpoint of this name
   */
  public revoke(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, revokePermissions(this.targets, this.chosen(endpoint)));
  }

  /**
   * Lets the grantee run `trigger`. **Whoever can read a webhook secret can forge genuine webhooks of its endpoint.** Grant it
   * to few people.
   *
   * @param endpoint - the only endpoint that test webhooks may be sent to; all by default
   * @throws if there is no endpoint of this name
   */
  public trigger(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.grant(grantee, triggerPermissions(this.targets, this.chosen(endpoint)));
  }

  private chosen(name?: string): readonly Endpoint[] {
    const { endpoints } = this.targets;
    return name === undefined ? endpoints : [requireEndpoint(this.construct, endpoints, name)];
  }

  private archiving(name: string | undefined, command: string): readonly Endpoint[] {
    const archiving = this.chosen(name).filter(({ archived }) => archived !== undefined);
    if (archiving.length > 0) return archiving;
    const why =
      name === undefined ? 'no endpoint archives' : `endpoint "${name}" does not archive (archive is false)`;
    throw this.nothingToDo(command, why);
  }

  /** The commands call the provider's API with the key for archiving. With a secret that is given to it, no API registers. */
  private registering(command: string, name?: string): readonly Endpoint[] {
    const endpoints = this.chosen(name).filter(
      ({ archived, secretUse }) => archived !== undefined && secretUse !== 'given-to-provider',
    );
    if (endpoints.length > 0) return endpoints;
    const which = name === undefined ? 'each endpoint' : `endpoint "${name}"`;
    const why = `${which} does not archive, or its provider has no API that registers webhooks`;
    throw this.nothingToDo(command, why);
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
      .map(([actions, resourceArns, conditions]) =>
        iam.Grant.addToPrincipal({
          grantee,
          actions: [...actions],
          resourceArns: [...resourceArns],
          conditions: conditions && { ...conditions },
        }),
      )
      .reduce((one, other) => one.combine(other));
  }
}
