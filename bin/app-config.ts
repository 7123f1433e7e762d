import { RemovalPolicy } from 'aws-cdk-lib';
import * as z from 'zod';
import { EsignProvider, type EsignWebhooksProps } from '../lib';
import { documensoSchema } from './endpoints/documenso';
import { iinkedSignSchema } from './endpoints/iinked-sign';
import { kingsignSchema } from './endpoints/kingsign';
import { signPlusSchema } from './endpoints/sign-plus';
import { domainSchema, type DomainConfig } from './webhook-domain';

/** The registry of the providers that the sample app can deploy. */
const endpointSchema = z.discriminatedUnion('provider', [
  iinkedSignSchema,
  signPlusSchema,
  documensoSchema,
  kingsignSchema,
]);

const appConfigSchema = z.strictObject({
  stackName: z.string().default('EsignWebhooks'),
  endpoints: z.array(endpointSchema, 'give a list of endpoints').min(1, 'give at least one'),
  baseUrl: z.string().optional(),
  domain: domainSchema.optional(),
  disableExecuteApiEndpoint: z.boolean().optional(),
  verifierConcurrency: z.number().optional(),
  publisherConcurrency: z.number().optional(),
  archiveConcurrency: z.number().optional(),
  removalPolicy: z.enum(['retain', 'destroy']).default('retain'),
  /** The SNS topic for alarms. */
  alarmTopicArn: z.string().startsWith('arn:').optional(),
});

/** The configuration of the sample app. */
export interface AppConfig {
  readonly stackName: string;
  readonly webhooks: EsignWebhooksProps;
  /** The domain name of the API. */
  readonly domain?: DomainConfig;
  /** The topic for alarms. */
  readonly alarmTopicArn?: string;
}

/**
 * Reads the context value `esign`: an object in `cdk.json`, or the same object as JSON text in `-c esign='{…}'`.
 *
 * @throws if values are invalid; the message gives the path and the problem of each one
 */
export function readAppConfig(context: unknown): AppConfig {
  const result = appConfigSchema.safeParse(typeof context === 'string' ? parseJson(context) : context);
  if (!result.success) {
    throw new Error(`The context value "esign" is invalid:\n${z.prettifyError(result.error)}`);
  }
  const { stackName, endpoints, removalPolicy, alarmTopicArn, domain, ...rest } = result.data;
  const webhooks = {
    ...rest,
    providers: endpoints.map(makeProvider),
    removalPolicy: removalPolicy === 'destroy' ? RemovalPolicy.DESTROY : undefined,
  };
  return { stackName, webhooks, domain, alarmTopicArn };
}

function makeProvider(endpoint: z.infer<typeof endpointSchema>): EsignProvider {
  switch (endpoint.provider) {
    case 'iinked-sign':
      return EsignProvider.iinkedSign(endpoint);
    case 'sign-plus':
      return EsignProvider.signPlus(endpoint);
    case 'documenso':
      return EsignProvider.documenso(endpoint);
    case 'kingsign':
      return EsignProvider.kingsign(endpoint);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The context value "esign" is not JSON: give an object, as in cdk.json');
  }
}
