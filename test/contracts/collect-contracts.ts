import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as z from 'zod';
import { archiveEnvSchema } from '../../lambda/archive/env';
import { archiveClaimSchema } from '../../lambda/contracts/archive-claim';
import { archiveJobSchema } from '../../lambda/contracts/archive-job';
import { archiveManifestSchema } from '../../lambda/contracts/archive-manifest';
import { incompleteBundleSchema } from '../../lambda/contracts/incomplete-bundle';
import { intakeMessageSchema } from '../../lambda/contracts/intake-message';
import { logMessages } from '../../lambda/contracts/log-messages';
import * as objectKeys from '../../lambda/contracts/object-keys';
import { orderNoteSchema } from '../../lambda/contracts/order-note';
import { reconcileMessageSchema } from '../../lambda/contracts/reconcile-message';
import { signingEventSchema } from '../../lambda/contracts/signing-event';
import { webhookRecordSchema } from '../../lambda/contracts/verified-webhook';
import { publishEnvSchema } from '../../lambda/publish/env';
import { reconcileEnvSchema } from '../../lambda/reconcile/env';
import { verifyEnvSchema } from '../../lambda/verify/env';
import { EsignMetric, EsignProvider, EsignWebhooks, IinkedSignApi } from '../../lib';
import {
  attributeNames,
  dashboardOptions,
  domainOptions,
  ruleOptions,
  webhooksProps,
} from '../../lib/internal/known-props';
import { domainWithZone } from '../lib/own-domain';
import { resolveTokens, resourcesOf } from '../lib/synth';
import { schemaFields } from './schema-fields';

/** What deployed stacks, stored objects and consumers rely on: a list of lines for each subject. */
export type Contracts = Readonly<Record<string, readonly string[]>>;

/** The resources that hold data, or that people, commands and other stacks name. A new logical id would replace them. */
const namedTypes = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::EventSchemas::Registry',
  'AWS::EventSchemas::Schema',
  'AWS::Events::EventBus',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SSM::Parameter',
  'AWS::SecretsManager::Secret',
];

/** The format of what is stored, sent or published. */
export const formats: Readonly<Record<string, z.core.$ZodType>> = {
  'signing event': signingEventSchema,
  manifest: archiveManifestSchema,
  'incomplete bundle': incompleteBundleSchema,
  'webhook record': webhookRecordSchema,
  'intake message': intakeMessageSchema,
  'archive job': archiveJobSchema,
  'archive claim': archiveClaimSchema,
  'order note': orderNoteSchema,
  'reconcile message': reconcileMessageSchema,
};

const environments: Readonly<Record<string, z.core.$ZodObject>> = {
  verify: verifyEnvSchema,
  publish: publishEnvSchema,
  archive: archiveEnvSchema,
  reconcile: reconcileEnvSchema,
};

/** Collects the contracts of today's code. */
export function collectContracts(): Contracts {
  const { signing, template } = synthesize();
  return {
    props: Object.entries({
      webhooksProps,
      domainOptions,
      attributeNames,
      ruleOptions,
      dashboardOptions,
    }).flatMap(([owner, names]) => Object.keys(names).map((name) => `${owner}.${name}`)),
    resources: namedResources(template),
    outputs: outputsOf(template),
    alarms: Object.keys(signing.alarms),
    metrics: Object.values(EsignMetric),
    'object keys': Object.entries(objectKeys).map(([name, key]) => `${name}: ${key('<1>', '<2>', '<3>')}`),
    'log messages': Object.values(logMessages),
    ...mapEntries(environments, 'environment of', ({ _zod }) => Object.keys(_zod.def.shape)),
    ...mapEntries(formats, 'format of', schemaFields),
  };
}

const mapEntries = <Value>(
  record: Readonly<Record<string, Value>>,
  prefix: string,
  list: (value: Value) => readonly string[],
): Contracts =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix} ${name}`, list(value)]));

/** Synthesizes the construct with all four providers and everything that adds named resources. */
function synthesize() {
  const stack = new Stack(new App(), 'Frozen');
  const signing = new EsignWebhooks(stack, 'Signing', {
    providers: [
      EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US }),
      EsignProvider.signPlus(),
      EsignProvider.documenso(),
      EsignProvider.kingsign({ apiUrl: 'https://sign.example.com' }),
    ],
    domain: domainWithZone(stack),
    schemaRegistry: true,
  });
  signing.addDashboard('Dashboard');
  return { signing, template: Template.fromStack(stack) };
}

const namedResources = (template: Template) =>
  Object.entries(resourcesOf(template))
    .filter(([, { Type }]) => namedTypes.includes(Type))
    .map(([id, { Type }]) => `${Type} ${id}`);

/** Returns a line for each output, and for each field of those that commands read. */
function outputsOf(template: Template): readonly string[] {
  return Object.entries(template.findOutputs('*')).flatMap(([name, { Value }]) => {
    const text = String(resolveTokens(Value));
    const fields = text.startsWith('{') ? Object.keys(JSON.parse(text) as object) : [];
    return [name, ...fields.map((field) => `${name}.${field}`)];
  });
}
