import { Names, Stack, Token } from 'aws-cdk-lib';
import { createHash } from 'node:crypto';
import { type IConstruct } from 'constructs';

/**
 * The maximum length of the stack's name in it. The name of a rule has 64 characters at most. The command adds 19 to the prefix:
 * a time and eight random digits.
 */
const maxStackNameLength = 36;

/**
 * Returns what the names of the rules and queues begin with that the command `listen` makes. A longer name of a stack gets a hash,
 * and a nested stack, which has no name before it is deployed, gets its path.
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
