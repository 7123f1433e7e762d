import { Fn, Token } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/**
 * Returns the id by which functions and commands find a secret: its complete ARN, or else its name.
 *
 * Secrets Manager takes a partial ARN too, but mistakes `…:secret:x/webhook-secret` for a complete one: it ends with a
 * hyphen and six characters. CDK's `secretName` of a partial ARN has the same mistake, so it is not used.
 *
 * Source: the SDK's model of Secrets Manager, GetSecretValue (`SecretId`) and CreateSecret (`Name`), and `secretName` in
 * aws-cdk-lib/aws-secretsmanager 2.276.0, checked 2026-11-27.
 */
export function secretId({ secretFullArn, secretArn }: secretsmanager.ISecret): string {
  return secretFullArn ?? nameIn(secretArn);
}

/** Returns the pattern of a secret's ARN for a policy. Secrets Manager appends a hyphen and six characters to the name. */
export function secretArnPattern({ secretFullArn, secretArn }: secretsmanager.ISecret): string {
  return secretFullArn ?? `${secretArn}-??????`;
}

/** A name has no colon, so it is the seventh part of the ARN. */
function nameIn(arn: string): string {
  const isWholeToken = Token.isUnresolved(arn) && !arn.startsWith('arn:');
  return isWholeToken ? Fn.select(6, Fn.split(':', arn)) : arn.split(':').slice(6).join(':');
}
