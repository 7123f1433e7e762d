import { CfnOutput } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { pathInStack } from './path-in-stack';

/** A stack output with the name of its path, such as `SigningIinkedSignWebhookUrl`: people read it, so no hash. */
export function makeOutput(scope: Construct, name: string, description: string, value: string): void {
  const output = new CfnOutput(scope, name, { description, value });
  output.overrideLogicalId(
    pathInStack(output)
      .join('')
      .replace(/[^A-Za-z0-9]/g, ''),
  );
}
