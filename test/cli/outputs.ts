import type { EndpointOutput, StackOutput } from '../../cli/stack/endpoint-outputs';

/** The ARN of a secret in the stack's region. */
export const secretArn = (name: string) =>
  `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;

const api = 'https://a1b2.execute-api.eu-west-1.amazonaws.com/webhooks';

/** One endpoint for each way in which a secret gets where it is needed. */
export const signPlus: EndpointOutput = {
  provider: 'sign-plus',
  endpoint: 'sign-plus',
  address: `${api}/sign-plus`,
  secretUse: 'in-address',
  webhookSecretArn: secretArn('SignPlusToken'),
};
export const documenso: EndpointOutput = {
  provider: 'documenso',
  endpoint: 'team',
  address: `${api}/team`,
  secretUse: 'given-to-provider',
  webhookSecretArn: secretArn('DocumensoSecret'),
  apiKeySecretArn: secretArn('DocumensoKey'),
};
export const iinkedSign: EndpointOutput = {
  provider: 'iinked-sign',
  endpoint: 'contracts',
  address: `${api}/contracts`,
  secretUse: 'given-by-provider',
  webhookSecretArn: secretArn('IinkedSecret'),
  apiKeySecretArn: secretArn('IinkedKey'),
};

/** The output that tells of an endpoint. */
export const outputOf = (endpoint: EndpointOutput): StackOutput => ({
  key: `Signing${endpoint.endpoint}Operator`,
  value: JSON.stringify(endpoint),
});
