import { type IConstruct } from 'constructs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { inOtherAccount, inOtherRegion } from './other-environment';
import { type Rule } from './prop-rules';
import { type ProviderEndpoint } from './provider-endpoint';
import { message } from './message';

/** Returns the rules for the user's own secrets of one endpoint. */
export function secretRules(
  construct: IConstruct,
  { name, webhookSecret, archive }: ProviderEndpoint,
): Rule[] {
  return [
    ...rulesFor(construct, `the webhook secret of endpoint "${name}"`, webhookSecret.existing),
    ...rulesFor(construct, `the API key of endpoint "${name}"`, archive?.apiKey.existing),
  ];
}

function rulesFor(construct: IConstruct, what: string, secret?: secretsmanager.ISecret): Rule[] {
  if (!secret) return [];
  const { account, region } = secret.env;
  return [
    [
      !inOtherRegion(construct, secret),
      `providers has ${what} in the region ${region}: give a secret in the region of the stack, because Secrets Manager reads no other (a replica will do)`,
    ],
    [
      secret.secretFullArn !== undefined || !inOtherAccount(construct, secret),
      message`providers has ${what} in the account ${account}, without its complete ARN: import it with Secret.fromSecretCompleteArn, because only secrets of the stack's account are found by name`,
    ],
  ];
}
