import { Stack, Stage, Token, type IResource } from 'aws-cdk-lib';
import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct, type IConstruct } from 'constructs';
import { type EsignProvider } from '../esign-provider';
import { apiName } from './message';

/** The resources that several constructs may share. Endpoint names are parts of what is in them. */
export interface SharedResources {
  /** The bus: events and rules name the endpoint. */
  readonly eventBus: events.IEventBus;
  /** The bucket: its keys begin with the endpoint. */
  readonly archiveBucket: s3.IBucket;
  /** The API: its routes end with the endpoint. */
  readonly httpApi: apigatewayv2.IHttpApi;
}

/** An `EsignWebhooks` with its endpoints. */
interface Registration {
  readonly construct: Construct;
  readonly endpoints: readonly string[];
  readonly resources: SharedResources;
}

/** The constructs of each Stage, or of each App. Apps of the past are not kept in memory. */
const registrations = new WeakMap<IConstruct, Registration[]>();

/**
 * Registers a construct. Two constructs of one Stage must not have an endpoint of the same name if they share a resource: each
 * would write below the other's keys, and nobody could distinguish their events.
 *
 * @throws if an earlier construct has such an endpoint; the message names both constructs, the resource and what to do
 */
export function registerEndpoints(
  construct: Construct,
  providers: readonly EsignProvider[],
  resources: SharedResources,
): void {
  const endpoints = providers.map(({ endpoint }) => endpoint);
  const root = Stage.of(construct) ?? construct.node.root;
  const others = registrations.get(root) ?? [];
  for (const other of others) {
    const repeated = endpoints.filter((endpoint) => other.endpoints.includes(endpoint));
    const shared = sharedBy(other.resources, resources);
    if (repeated.length === 0 || shared.length === 0) continue;
    throw new Error(
      `EsignWebhooks "${construct.node.path}": providers has endpoints "${repeated.join('", "')}", and so has EsignWebhooks "${other.construct.node.path}" with the same ${shared.join(' and ')}: give each endpoint its own name, with the option "endpoint", or do not share ${shared.join(' and ')}${environmentAdvice(construct)}`,
    );
  }
  registrations.set(root, [...others, { construct, endpoints, resources }]);
}

/** A name may mean two resources, but only in two environments. Without an `env`, stacks may be in one. */
function environmentAdvice(construct: Construct): string {
  const { account, region } = Stack.of(construct);
  const isKnown = !Token.isUnresolved(account) && !Token.isUnresolved(region);
  return isKnown ? '' : '. If the stacks are for different accounts or regions, give each an env';
}

/** Returns the names of the props with the same resource. */
function sharedBy(one: SharedResources, other: SharedResources): string[] {
  const same: Readonly<Record<keyof SharedResources, boolean>> = {
    eventBus: isSame(one.eventBus, other.eventBus, ({ eventBusName }) => eventBusName),
    archiveBucket: isSame(one.archiveBucket, other.archiveBucket, ({ bucketName }) => bucketName),
    httpApi: isSame(one.httpApi, other.httpApi, ({ apiId }) => apiId),
  };
  return Object.entries(same).flatMap(([prop, isShared]) => (isShared ? apiName(prop) : []));
}

/** Returns whether both are the same object, or imported twice with the same name into the same account and region. */
function isSame<Kind extends IResource>(one: Kind, other: Kind, nameOf: (resource: Kind) => string): boolean {
  if (one === other) return true;
  const name = nameOf(one);
  if (Token.isUnresolved(name) || name !== nameOf(other)) return false;
  return one.env.account === other.env.account && one.env.region === other.env.region;
}
