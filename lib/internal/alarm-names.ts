import { Aws, Lazy, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type Construct } from 'constructs';

/**
 * Returns the common beginning of the names that CloudFormation gives to these alarms. It is the name of the stack, and the
 * common beginning of their logical ids. Fifty names do not fit into an output.
 */
export function alarmNamePrefix(scope: Construct, alarms: readonly cloudwatch.Alarm[]): string {
  const stack = Stack.of(scope);
  // A user may still change logical ids before the synthesis.
  const produce = () => {
    const resources = alarms.map(({ node }) => node.defaultChild as cloudwatch.CfnAlarm);
    const ids = resources.map(({ logicalId }) => String(stack.resolve(logicalId)));
    return `${Aws.STACK_NAME}-${commonStart(ids)}`;
  };
  return Lazy.string({ produce });
}

function commonStart([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
