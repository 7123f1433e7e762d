import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { type IConstruct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { inOtherRegion } from './other-environment';
import { type Rule } from './prop-rules';
import { secretRules } from './secret-rules';
import { apiName, message } from './message';

/** Returns the rules for the user's own resources. */
export function existingResourceRules(construct: IConstruct, props: EsignWebhooksProps): Rule[] {
  const { archiveBucket, archiveRetention, httpApi, throttling, baseUrl } = props;
  return [
    [
      !(archiveBucket && archiveRetention),
      message`archiveRetention is only for a new bucket: set Object Lock on your archiveBucket, and leave archiveRetention out`,
    ],
    [
      !(httpApi && throttling),
      message`throttling is only for a new API: set it on the stage of your httpApi, and leave throttling out`,
    ],
    ...(httpApi && baseUrl === undefined ? [addressRule(httpApi)] : []),
    ...keysOf(props).map(([prop, key]): Rule => [
      !('aliasName' in key),
      `${apiName(prop)} is an alias: give the key itself, because CloudWatch Logs and IAM policies do not accept aliases`,
    ]),
    ...regionRules(construct, props),
    ...props.providers.flatMap(({ _providerEndpoint }) => secretRules(construct, _providerEndpoint)),
  ];
}

/** The functions call S3, EventBridge and KMS in their own region. */
function regionRules(construct: IConstruct, props: EsignWebhooksProps): Rule[] {
  const { eventBus, archiveBucket } = props;
  return [...Object.entries({ eventBus, archiveBucket }), ...keysOf(props)].flatMap(
    ([prop, resource]): Rule[] =>
      resource === undefined
        ? []
        : [
            [
              !inOtherRegion(construct, resource),
              `${apiName(prop)} is in the region ${resource.env.region}: give one in the region of the stack`,
            ],
          ],
  );
}

/** Returns the user's keys, each with its prop. */
function keysOf({
  encryptionKey,
  formerEncryptionKeys = [],
}: EsignWebhooksProps): [prop: string, key: kms.IKey][] {
  return [
    ...(encryptionKey ? [['encryptionKey', encryptionKey] as [string, kms.IKey]] : []),
    ...formerEncryptionKeys.map((key, index): [string, kms.IKey] => [`formerEncryptionKeys[${index}]`, key]),
  ];
}

/** Returns the rule for the address of an API without a `baseUrl`. */
function addressRule(httpApi: apigatewayv2.IHttpApi): Rule {
  const api = httpApi.node.defaultChild as apigatewayv2.CfnApi | undefined;
  return api?.disableExecuteApiEndpoint === true
    ? [
        false,
        message`httpApi has disableExecuteApiEndpoint, so its own address does not answer: give a baseUrl with its domain`,
      ]
    : [
        hasAddress(httpApi),
        message`httpApi is imported without its apiEndpoint: give the apiEndpoint, or a baseUrl`,
      ];
}

/** Returns whether an API has an address. An API imported only by its id throws. */
function hasAddress(httpApi: apigatewayv2.IHttpApi): boolean {
  try {
    return httpApi.apiEndpoint !== '';
  } catch {
    return false;
  }
}
