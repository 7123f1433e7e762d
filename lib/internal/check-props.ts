import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { pascalCase } from './construct-names';
import { chosenMetricRules } from './counted-metrics';
import { domainRules } from './domain-rules';
import { existingResourceRules } from './existing-resource-rules';
import { domainOptions, webhooksProps } from './known-props';
import { misspelt, warnOfMisspelt } from './misspelt-props';
import { isSafeUrl, requireAll, type Rule } from './prop-rules';
import { message } from './message';

/**
 * Checks the props, and warns of those that do not exist.
 *
 * @throws if they cannot work; the message gives each prop, its value, and what to do
 */
export function checkProps(construct: IConstruct, props: EsignWebhooksProps): void {
  warnOfMisspelt(construct, [
    ...misspelt('EsignWebhooks', props, webhooksProps),
    ...misspelt('domain', props.domain ?? {}, domainOptions),
    ...props.providers.flatMap(({ _providerEndpoint }) => _providerEndpoint.warnings),
  ]);
  requireAll(`EsignWebhooks "${construct.node.path}"`, [
    ...endpointRules(props),
    ...limitRules(props),
    ...chosenMetricRules(props.metrics),
    ...existingResourceRules(construct, props),
    ...domainRules(construct, props),
    [
      props.baseUrl === undefined || isSafeUrl(props.baseUrl),
      message`baseUrl is "${props.baseUrl}": give an https address without a query, such as https://hooks.example.com`,
    ],
    [
      props.removalPolicy !== RemovalPolicy.SNAPSHOT,
      message`removalPolicy is SNAPSHOT, but buckets, queues, secrets and log groups have no snapshots: give RETAIN, RETAIN_ON_UPDATE_OR_DELETE or DESTROY`,
    ],
    [
      props.vpc !== undefined || !(props.vpcSubnets ?? props.securityGroups),
      message`vpcSubnets and securityGroups have no effect without a vpc: give the vpc too, or leave them out`,
    ],
  ]);
}

function endpointRules({ providers }: EsignWebhooksProps): Rule[] {
  const names = providers.map(({ endpoint }) => endpoint);
  const duplicates = names.filter((name, index) => names.findIndex((other) => sameId(name, other)) !== index);
  return [
    [providers.length > 0, message`providers is empty: give at least one, such as EsignProvider.iinkedSign`],
    [
      duplicates.length === 0,
      `providers has endpoints of the same name, or of names that differ only in dashes: "${duplicates.join('", "')}": give each its own name, with the option "endpoint"`,
    ],
  ];
}

function limitRules(props: EsignWebhooksProps): Rule[] {
  const { verifierConcurrency, publisherConcurrency, archiveConcurrency, throttling } = props;
  return [
    [
      isCount(verifierConcurrency, 1, 1_000_000),
      message`verifierConcurrency is ${verifierConcurrency}: give a whole number above 0, or leave it out`,
    ],
    [
      isCount(publisherConcurrency, 2, 1_000),
      message`publisherConcurrency is ${publisherConcurrency}: give a whole number from 2 to 1,000, the limits of SQS`,
    ],
    [
      isCount(archiveConcurrency, 2, 1_000),
      message`archiveConcurrency is ${archiveConcurrency}: give a whole number from 2 to 1,000, the limits of SQS`,
    ],
    [
      isCount(throttling?.burstLimit, 1, 1_000_000),
      message`throttling.burstLimit is ${throttling?.burstLimit}: give a whole number above 0, because otherwise API Gateway rejects every webhook`,
    ],
    [
      throttling?.rateLimit === undefined ||
        Token.isUnresolved(throttling.rateLimit) ||
        throttling.rateLimit > 0,
      message`throttling.rateLimit is ${throttling?.rateLimit}: give a number of requests per second above 0, because otherwise API Gateway rejects every webhook`,
    ],
  ];
}

/** Two such names would lead to the same construct ids. */
const sameId = (a: string, b: string) => pascalCase(a).toLowerCase() === pascalCase(b).toLowerCase();

const isCount = (value: number | undefined, min: number, max: number) =>
  value === undefined ||
  Token.isUnresolved(value) ||
  (Number.isInteger(value) && value >= min && value <= max);
