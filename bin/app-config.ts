import { RemovalPolicy } from 'aws-cdk-lib';
import * as z from 'zod';
import { EsignProvider, IinkedSignApi, SignatureAlgorithm, type EsignWebhooksProps } from '../lib';

const iinkedSignApis: ReadonlyMap<string, string> = new Map([
  ['US', IinkedSignApi.US],
  ['CANADA', IinkedSignApi.CANADA],
  ['EU', IinkedSignApi.EU],
  ['SANDBOX_US', IinkedSignApi.SANDBOX_US],
  ['SANDBOX_EU', IinkedSignApi.SANDBOX_EU],
]);

const apiNames = [...iinkedSignApis.keys()].join(', ');

const iinkedSignSchema = z.strictObject({
  provider: z.literal('iinked-sign'),
  /** A name of `IinkedSignApi`, such as `CANADA`, or an address. */
  apiUrl: z
    .string(`give one of ${apiNames}, or an address`)
    .refine((api) => iinkedSignApis.has(api) || api.includes(':'), {
      error: ({ input }) => `apiUrl is "${String(input)}": give one of ${apiNames}, or an https address`,
    })
    .transform((api) => iinkedSignApis.get(api) ?? api),
  endpoint: z.string().optional(),
  registeredUrls: z.array(z.string()).optional(),
  signatureAlgorithm: z.enum(SignatureAlgorithm).optional(),
  archive: z.boolean().optional(),
  downloadHosts: z.array(z.string()).optional(),
});

const appConfigSchema = z.strictObject({
  stackName: z.string().default('EsignWebhooks'),
  endpoints: z
    .array(z.discriminatedUnion('provider', [iinkedSignSchema]), 'give a list of endpoints')
    .min(1, 'give at least one'),
  baseUrl: z.string().optional(),
  verifierConcurrency: z.number().optional(),
  archiveConcurrency: z.number().optional(),
  removalPolicy: z.enum(['retain', 'destroy']).default('retain'),
  /** An SNS topic that is told about each alarm. */
  alarmTopicArn: z.string().startsWith('arn:').optional(),
});

/** What the sample app is made of. */
export interface AppConfig {
  readonly stackName: string;
  readonly webhooks: EsignWebhooksProps;
  /** The topic for alarms. */
  readonly alarmTopicArn?: string;
}

/**
 * Reads the context value `esign`: an object in `cdk.json`, or the same as JSON text by `-c esign='{…}'`.
 *
 * Throws with the path and the fault of each value that is not as it should be.
 */
export function readAppConfig(context: unknown): AppConfig {
  const result = appConfigSchema.safeParse(typeof context === 'string' ? parseJson(context) : context);
  if (!result.success) {
    throw new Error(`The context value "esign" cannot be used:\n${z.prettifyError(result.error)}`);
  }
  const { stackName, endpoints, removalPolicy, alarmTopicArn, ...rest } = result.data;
  const webhooks = {
    ...rest,
    providers: endpoints.map(({ provider, ...props }) => makeProvider[provider](props)),
    removalPolicy: removalPolicy === 'destroy' ? RemovalPolicy.DESTROY : undefined,
  };
  return { stackName, webhooks, alarmTopicArn };
}

const makeProvider = {
  'iinked-sign': EsignProvider.iinkedSign,
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The context value "esign" is not JSON: give an object, as in cdk.json');
  }
}
