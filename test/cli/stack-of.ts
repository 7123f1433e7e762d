import type { EndpointOutput, StackOutput } from '../../cli/stack/outputs';

/** The ARN of a secret in the stack's region. */
export const secretArn = (name: string) =>
  `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;

const api = 'https://a1b2.execute-api.eu-west-1.amazonaws.com/webhooks';

/** One endpoint for each use of its webhook secret. */
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

/** The output of one endpoint. */
export const outputOf = (endpoint: EndpointOutput): StackOutput => ({
  key: `Signing${endpoint.endpoint}Operator`,
  value: JSON.stringify(endpoint),
});

/** The URL of a queue of `stackOf`: `intake`, an endpoint's name, or one of these with `-dead` for its dead letters. */
export const queueUrl = (name: string) => `https://sqs.eu-west-1.amazonaws.com/1/${name}`;

/** The outputs of a stack whose `EsignWebhooks` has these endpoints. Those with an API key archive. */
export function stackOf(endpoints: readonly EndpointOutput[], construct = 'Signing'): readonly StackOutput[] {
  const pipeline = {
    construct,
    eventBusArn: 'arn:aws:events:eu-west-1:1:event-bus/bus',
    listenPrefix: 'Mine-listen-',
    publisherFunction: 'publisher',
    archiveBucket: 'archive',
    claimsBucket: 'claims',
    intakeQueueUrl: queueUrl('intake'),
    intakeDeadLetterQueueUrl: queueUrl('intake-dead'),
    publisherLogGroup: 'publisher',
    reconcilerFunction: 'reconciler',
    archiverLogGroup: 'archiver',
    reconcileQueueUrl: queueUrl('reconcile'),
    reconcilerLogGroup: 'reconciler',
  };
  return [
    { key: `${construct}Operations`, value: JSON.stringify(pipeline) },
    ...endpoints.map((output) => outputOf(deployedEndpoint(output, construct))),
  ];
}

function deployedEndpoint(output: EndpointOutput, construct: string): EndpointOutput {
  const { endpoint, apiKeySecretArn } = output;
  const archive = {
    archiverFunction: `archiver-of-${endpoint}`,
    archiveQueueUrl: queueUrl(endpoint),
    archiveDeadLetterQueueUrl: queueUrl(`${endpoint}-dead`),
    reconciles: output.reconciles ?? true,
  };
  const deployed = { ...output, construct, verifierFunction: `verifier-of-${endpoint}` };
  return apiKeySecretArn === undefined ? deployed : { ...deployed, ...archive };
}
