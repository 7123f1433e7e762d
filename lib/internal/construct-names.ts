import { Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';

/** Converts an endpoint's name for a construct id or an output's name: `iinked-sign` becomes `IinkedSign`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-+)([a-z0-9])/g, (_, initial: string) => initial.toUpperCase());
}

/** Returns the construct ids from the stack (excluded) to a construct. The path is unique in the stack. */
export function pathInStack(construct: Construct): string[] {
  const scopes = construct.node.scopes;
  return scopes.slice(scopes.indexOf(Stack.of(construct)) + 1).map((scope) => scope.node.id);
}
