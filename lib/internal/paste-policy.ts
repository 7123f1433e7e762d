import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { type Construct } from 'constructs';

/** Statements as text to paste into a policy; what is known only at deployment stands as in a template. */
export function pastePolicy(scope: Construct, statements: iam.PolicyStatement[]): string {
  return JSON.stringify(
    Stack.of(scope).resolve(statements.map((statement) => statement.toJSON() as unknown)),
    undefined,
    2,
  );
}
