import { Token } from 'aws-cdk-lib';
import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { isSafeUrl } from './is-safe-url';
import { pascalCase } from './pascal-case';
import { requireAll, type Rule } from './require-all';

/** Lambda's environment holds 4 KB, and the archiver's takes up to 600 bytes for each endpoint. */
const mostArchivedEndpoints = 5;

/** What is left there for the addresses of APIs. */
const mostApiCharacters = 600;

/** Throws, saying what to do, when props cannot work. */
export function checkProps(path: string, props: EsignWebhooksProps): void {
  requireAll(`EsignWebhooks "${path}"`, [
    ...endpointRules(props),
    ...limitRules(props),
    ...existingRules(props),
    [
      props.baseUrl === undefined || isSafeUrl(props.baseUrl),
      `baseUrl is "${props.baseUrl}": give an https address without query, such as https://hooks.example.com`,
    ],
    [
      props.vpc !== undefined || !(props.vpcSubnets ?? props.securityGroups),
      'vpcSubnets and securityGroups say nothing without a vpc: give the vpc, or leave them out',
    ],
  ]);
}

/** What the user brought must do, and is theirs to set up. */
function existingRules(props: EsignWebhooksProps): Rule[] {
  const { archiveBucket, archiveRetention, httpApi, throttling, baseUrl, encryptionKey } = props;
  return [
    [
      !(archiveBucket && archiveRetention),
      'archiveRetention is for the bucket made here: set Object Lock on your archiveBucket, and leave archiveRetention out',
    ],
    [
      !(httpApi && throttling),
      'throttling is for the API made here: set it on your httpApi, and leave throttling out',
    ],
    [
      !httpApi || baseUrl !== undefined || tellsItsAddress(httpApi),
      'httpApi is imported without its apiEndpoint: give that, or a baseUrl',
    ],
    [
      !(encryptionKey && 'aliasName' in encryptionKey),
      'encryptionKey is an alias: give the key itself, for CloudWatch Logs and IAM policies take nothing else',
    ],
  ];
}

function endpointRules({ providers }: EsignWebhooksProps): Rule[] {
  const names = providers.map(({ endpoint }) => endpoint);
  const alike = names.filter((name, index) => names.findIndex((other) => sameId(name, other)) !== index);
  const apis = providers.flatMap(({ _deployment }) => _deployment.archive?.api ?? []);
  const apiCharacters = JSON.stringify(apis).length;
  return [
    [providers.length > 0, 'providers is empty: give at least one, such as EsignProvider.iinkedSign({ … })'],
    [
      alike.length === 0,
      `providers has endpoints of the same name, or of names that differ only in dashes: "${alike.join('", "')}": give each an "endpoint" of its own`,
    ],
    [
      apis.length <= mostArchivedEndpoints,
      `providers has ${apis.length} endpoints that archive: ${mostArchivedEndpoints} fit into the archiver's environment, so give the others a second EsignWebhooks with the same eventBus and archiveBucket`,
    ],
    [
      apiCharacters <= mostApiCharacters,
      `providers has apiUrl and downloadHosts of ${apiCharacters} characters: ${mostApiCharacters} fit into the archiver's environment, so give some of them a second EsignWebhooks with the same eventBus and archiveBucket`,
    ],
  ];
}

function limitRules(props: EsignWebhooksProps): Rule[] {
  const { verifierConcurrency, archiveConcurrency, throttling } = props;
  return [
    [
      isCount(verifierConcurrency, 1, 1_000_000),
      `verifierConcurrency is ${verifierConcurrency}: give a whole number from 1, or leave it out`,
    ],
    [
      isCount(archiveConcurrency, 2, 1_000),
      `archiveConcurrency is ${archiveConcurrency}: SQS wants a whole number from 2 to 1,000`,
    ],
    [
      isCount(throttling?.burstLimit, 1, 1_000_000),
      `throttling.burstLimit is ${throttling?.burstLimit}: give a whole number from 1, or every webhook is refused`,
    ],
    [
      throttling?.rateLimit === undefined ||
        Token.isUnresolved(throttling.rateLimit) ||
        throttling.rateLimit > 0,
      `throttling.rateLimit is ${throttling?.rateLimit}: give requests per second, or every webhook is refused`,
    ],
  ];
}

/** Whether an API knows its address: one imported by its id alone throws when asked. */
function tellsItsAddress(httpApi: apigatewayv2.IHttpApi): boolean {
  try {
    return httpApi.apiEndpoint !== '';
  } catch {
    return false;
  }
}

/** Their parts of the stack would have the same ids. */
const sameId = (a: string, b: string) => pascalCase(a).toLowerCase() === pascalCase(b).toLowerCase();

const isCount = (value: number | undefined, least: number, most: number) =>
  value === undefined ||
  Token.isUnresolved(value) ||
  (Number.isInteger(value) && value >= least && value <= most);
