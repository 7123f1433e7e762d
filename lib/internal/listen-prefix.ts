import { Names, Stack, Token } from 'aws-cdk-lib';
import { createHash } from 'node:crypto';
import { type IConstruct } from 'constructs';

/**
 * The maximum length of the stack's name in the prefix. The name of a rule has 64 characters at most, and the command adds 19 to
 * the prefix: a time and eight random digits.
 */
const maxStackNameLength = 36;

/**
 * Returns the beginning of the names of the rules and queues that the command `listen` makes. It is the name of the stack. A long
 * name is cut and gets a hash. A nested stack has no name before it is deployed, so it gets its path.
 */
export function listenPrefix(construct: IConstruct): string {
  const stack = Stack.of(construct);
  return `${stackPart(stack)}-listen-`;
}

function stackPart(stack: Stack): string {
  const { stackName } = stack;
  if (Token.isUnresolved(stackName))
    return Names.uniqueResourceName(stack, { maxLength: maxStackNameLength });
  if (stackName.length <= maxStackNameLength) return stackName;
  const hash = createHash('sha256').update(stackName).digest('hex').slice(0, 8);
  return `${stackName.slice(0, maxStackNameLength - hash.length - 1)}-${hash}`;
}
