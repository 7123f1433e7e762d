import { Stack, Token, TokenComparison, type IResource } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';

/** Returns whether a resource is known to be in another region than a construct. */
export function inOtherRegion(construct: IConstruct, resource: IResource): boolean {
  return differs(resource.env.region, Stack.of(construct).region);
}

/** Returns whether a resource is known to be in another account than a construct. */
export function inOtherAccount(construct: IConstruct, resource: IResource): boolean {
  return differs(resource.env.account, Stack.of(construct).account);
}

/** A stack without an environment gets its account and region only when it is deployed. So nothing differs from them. */
const differs = (one: string, other: string) =>
  Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
