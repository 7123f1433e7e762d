import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { type IConstruct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { type Rule } from './prop-rules';
import { message } from './message';

/** Returns the rules for the domain name of the webhook API, and for what cannot be beside it. */
export function domainRules(construct: IConstruct, props: EsignWebhooksProps): Rule[] {
  const { domain, baseUrl, httpApi, disableExecuteApiEndpoint } = props;
  if (!domain) {
    return [
      [
        disableExecuteApiEndpoint !== true,
        message`disableExecuteApiEndpoint is true, but there is no domain, so no webhook could come: give the domain too, or leave it out`,
      ],
    ];
  }
  return [
    [
      baseUrl === undefined,
      message`baseUrl is "${baseUrl}", but the domain is the address: leave one of them out`,
    ],
    [
      httpApi === undefined,
      message`domain is only for a new API: map your domain name to your httpApi, and give its address as baseUrl`,
    ],
    ...nameRules(domain.domainName),
    ...certificateRules(construct, domain.certificate),
    ...(domain.hostedZone ? zoneRules(domain.domainName, domain.hostedZone) : []),
    ...(disableExecuteApiEndpoint === true ? oldAddressRules(props) : []),
  ];
}

/** The mistakes in a name, and what to do about each. */
const mistakes: readonly (readonly [mistake: RegExp, advice: string])[] = [
  [/^[a-z][a-z0-9+.-]*:\/\//i, 'leave the scheme out'],
  [/[/?#@]/, 'give the name only, without a path'],
  [/:\d*$/, 'leave the port out, because API Gateway has only 443'],
  [/\*/, 'give one name, because no provider can call a wildcard'],
  [/\.$/, 'leave the dot at its end out'],
  [/[^\x00-\x7f]/, 'give it in ASCII, with xn-- for other letters'],
  [/[A-Z]/, 'give it in lower case, because providers may sign the address letter for letter'],
];

/** Labels of letters, digits and dashes, at least two. The last one begins with a letter, so it is no IP address. */
const domainNamePattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

function nameRules(domainName: string): Rule[] {
  if (Token.isUnresolved(domainName)) return [];
  const [, advice = 'give a name such as hooks.example.com'] =
    mistakes.find(([mistake]) => mistake.test(domainName)) ?? [];
  return [
    [
      domainNamePattern.test(domainName) && domainName.length <= 253,
      message`domain.domainName is "${domainName}": ${advice}`,
    ],
  ];
}

function certificateRules(construct: IConstruct, { certificateArn }: acm.ICertificate): Rule[] {
  if (Token.isUnresolved(certificateArn)) return [];
  const isOfAcm = /^arn:[^:]+:acm:[^:]+:[^:]*:certificate\/./.test(certificateArn);
  const region = isOfAcm ? Arn.split(certificateArn, ArnFormat.SLASH_RESOURCE_NAME).region : undefined;
  const own = Stack.of(construct).region;
  return [
    [
      isOfAcm,
      `domain.certificate is "${certificateArn}": give a certificate of AWS Certificate Manager, with an ARN such as arn:aws:acm:<region>:<account>:certificate/<id>`,
    ],
    [
      !isOfAcm || Token.isUnresolved(own) || Token.isUnresolved(region) || region === own,
      `domain.certificate is in the region ${region}: give one in ${own}, the region of the stack`,
    ],
  ];
}

function zoneRules(domainName: string, hostedZone: route53.IHostedZone): Rule[] {
  const zone = nameOf(hostedZone);
  const isKnown = zone !== undefined && !Token.isUnresolved(zone) && !Token.isUnresolved(domainName);
  return [
    [
      !isKnown || domainName === zone || domainName.endsWith(`.${zone}`),
      message`domain.hostedZone is the zone "${zone}", which cannot have "${domainName}": give the zone of a domain above it, or leave hostedZone out and make the record elsewhere`,
    ],
    [
      !(hostedZone instanceof route53.PrivateHostedZone),
      message`domain.hostedZone is the private zone "${zone}", which no provider can read: give the public one`,
    ],
  ];
}

/** Returns the name of a zone. A zone imported only by its id has none, and throws. */
function nameOf(hostedZone: route53.IHostedZone): string | undefined {
  try {
    return hostedZone.zoneName.replace(/\.$/, '');
  } catch {
    return undefined;
  }
}

/** An address that API Gateway gives to an API. */
const executeApiPattern = /^https:\/\/[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\//i;

/** Returns the rules against addresses that would no longer answer. */
function oldAddressRules({ providers }: EsignWebhooksProps): Rule[] {
  return providers.flatMap(({ _providerEndpoint: { name, registeredUrls } }) =>
    registeredUrls.map((url): Rule => [
      !executeApiPattern.test(url) || !url.endsWith(`/webhooks/${name}`),
      message`disableExecuteApiEndpoint is true, but registeredUrls of the endpoint "${name}" has "${url}", which would not answer any more: register the address of the domain at the provider first, and leave the old one out`,
    ]),
  );
}
