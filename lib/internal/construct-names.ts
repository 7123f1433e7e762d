import { Aws, Lazy, Names, Stack, Token } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { createHash } from 'node:crypto';

/** Converts an endpoint's name for a construct id or an output's name: `iinked-sign` becomes `IinkedSign`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-+)([a-z0-9])/g, (_, initial: string) => initial.toUpperCase());
}

/** Returns the construct ids from the stack (excluded) to a construct. The path is unique in the stack. */
export function pathInStack(construct: Construct): string[] {
  const scopes = construct.node.scopes;
  return scopes.slice(scopes.indexOf(Stack.of(construct)) + 1).map((scope) => scope.node.id);
}

/** Returns a construct's path as letters and digits: an output's name can have no others. */
export function outputPrefix(construct: Construct): string {
  const ids = pathInStack(construct).map((id) => id.replaceAll('-', ''));
  return shorten(ids, '', /^[A-Za-z0-9]+$/);
}

/**
 * Returns a physical name: the deployed name of the stack, the separator, and the construct's path. It has at most 255
 * characters: letters, digits, `-`, `_` and the separator. No stack's name has a dot, so with dots no other stack has the
 * same name.
 */
export function physicalName(construct: Construct, separator: '-' | '.'): string {
  return `${deployedStackName(construct)}${separator}${shorten(pathInStack(construct), separator)}`;
}

/** Returns a name for people that has at most this length: the physical name, or a part of it with a hash. */
export function displayName(construct: Construct, maxLength: number): string {
  const { stackName } = Stack.of(construct);
  const path = shorten(pathInStack(construct), '-');
  const isShort = !Token.isUnresolved(stackName) && `${stackName}-${path}`.length <= maxLength;
  return isShort
    ? physicalName(construct, '-')
    : Names.uniqueResourceName(construct, { maxLength, separator: '-' });
}

/**
 * Returns the deployed name of the construct's stack, also for resources of other stacks: there `Aws.STACK_NAME` would be
 * the name of those. A nested stack has no name before it is deployed, so CDK refers to it.
 */
function deployedStackName(construct: Construct): string {
  const own = Stack.of(construct);
  return Lazy.uncachedString({
    produce: ({ scope }) => (Stack.of(scope) === own ? Aws.STACK_NAME : own.stackName),
  });
}

/** A stack's name has up to 128 characters, and CDK allows 255 in the value of a metric's dimension. */
const maxPathLength = 126;

/** Joins construct ids. If that would be too long, or has special characters, a hash keeps the result unique. */
function shorten(ids: readonly string[], separator: string, allowed = /^[\w-]+$/): string {
  const path = ids.join(separator);
  if (path.length <= maxPathLength && ids.every((id) => allowed.test(id))) return path;
  const hash = createHash('sha256').update(ids.join('/')).digest('hex').slice(0, 8);
  const readable = [...path]
    .filter((character) => allowed.test(character))
    .join('')
    .slice(0, maxPathLength - hash.length - 1);
  return readable === '' ? hash : `${readable}${separator}${hash}`;
}
