import { Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';

/** The ids from the stack (without it) down to a construct: its name among all of its stack. */
export function pathInStack(construct: Construct): string[] {
  const scopes = construct.node.scopes;
  return scopes.slice(scopes.indexOf(Stack.of(construct)) + 1).map((scope) => scope.node.id);
}
