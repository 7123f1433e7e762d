import type { Adaptation } from './adaptation';
import { pathOf, type Template, type TemplateResource } from './template';

/** The resource types for which the emulator refuses the whole stack. */
export const refusedTypes: ReadonlySet<string> = new Set([
  'AWS::Events::Archive',
  'AWS::Events::EventBusPolicy',
  'AWS::EventSchemas::Discoverer',
  'AWS::EventSchemas::Registry',
  'AWS::EventSchemas::Schema',
  'AWS::Logs::QueryDefinition',
  'AWS::SecretsManager::RotationSchedule',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::AnomalyDetector',
]);

/** The resource types with IAM statements. */
const policyTypes: ReadonlySet<string> = new Set([
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
]);

/** A template for the emulator, and its changes. */
export interface AdaptedTemplate {
  readonly template: Template;
  readonly adaptations: readonly Adaptation[];
}

/** Copies a template and changes only what the emulator refuses or misreads. */
export function adaptTemplate(template: Template): AdaptedTemplate {
  const adaptations: Adaptation[] = [];
  const note = (adaptation: Adaptation) => void adaptations.push(adaptation);
  const secrets = new Set(idsOf(template, 'AWS::SecretsManager::Secret'));
  const parameters = new Set(idsOf(template, 'AWS::SSM::Parameter'));
  const steps: readonly ((id: string, resource: TemplateResource) => TemplateResource)[] = [
    (id, resource) => dropUnknownConditions(id, resource, note),
    (id, resource) => nameSecretsByArn(id, resource, secrets, note),
    (id, resource) => takeSecondSlash(id, resource, parameters, note),
    (id, resource) => takeAccountForRole(id, resource, note),
  ];
  const resources = Object.entries(template.Resources)
    .filter(([id, resource]) => isSupported(id, resource, note))
    .map(([id, resource]) => [id, steps.reduce((adapted, step) => step(id, adapted), resource)] as const);
  return { template: { ...template, Resources: Object.fromEntries(resources) }, adaptations };
}

type Note = (adaptation: Adaptation) => void;

function isSupported(id: string, resource: TemplateResource, note: Note): boolean {
  if (!refusedTypes.has(resource.Type)) return true;
  note({
    kind: 'removed',
    path: pathOf(id, resource),
    what: resource.Type,
    why: 'the emulator refuses the type',
  });
  return false;
}

/**
 * The condition keys that the emulator does not know. It takes them for absent. So a statement that denies puts without
 * `If-None-Match`, or puts by other roles, denies every put.
 */
const unknownKeys = ['s3:if-none-match', 'aws:PrincipalArn'];

/** Removes the statements of a bucket policy whose condition keys the emulator does not know. */
function dropUnknownConditions(id: string, resource: TemplateResource, note: Note): TemplateResource {
  if (resource.Type !== 'AWS::S3::BucketPolicy') return resource;
  const document = resource.Properties?.['PolicyDocument'] as { readonly Statement: readonly unknown[] };
  const statements = document.Statement.filter((statement) => {
    const key = unknownKeys.find((one) => JSON.stringify(statement).includes(one));
    if (key === undefined) return true;
    note({
      kind: 'removed',
      path: pathOf(id, resource),
      what: `${resource.Type} statement on ${key}`,
      why: 'the emulator does not know the condition key and would deny every put',
    });
    return false;
  });
  return {
    ...resource,
    Properties: { ...resource.Properties, PolicyDocument: { ...document, Statement: statements } },
  };
}

/** `Ref` of a secret is the ARN on AWS, but the name in the emulator. In a policy it must be the ARN. */
function nameSecretsByArn(
  id: string,
  resource: TemplateResource,
  secrets: ReadonlySet<string>,
  note: Note,
): TemplateResource {
  if (!policyTypes.has(resource.Type)) return resource;
  const Properties = patched(resource.Properties, (value) => {
    const ref = refOf(value);
    return ref === undefined || !secrets.has(ref) ? value : { 'Fn::GetAtt': [ref, 'Id'] };
  });
  if (!Properties) return resource;
  note({
    kind: 'patched',
    path: pathOf(id, resource),
    what: `${resource.Type} Ref of a secret`,
    why: "the emulator's Ref of a secret is its name, and IAM compares ARNs",
  });
  return { ...resource, Properties };
}

/**
 * The emulator's name of a parameter begins with a slash, so that the ARN that the CDK makes of it has two. AWS gives names
 * without.
 */
function takeSecondSlash(
  id: string,
  resource: TemplateResource,
  parameters: ReadonlySet<string>,
  note: Note,
): TemplateResource {
  if (resource.Type !== 'AWS::IAM::Policy') return resource;
  const Properties = patched(resource.Properties, (value) => {
    if (!Array.isArray(value)) return value;
    const at = value.findIndex((part) => parameters.has(refOf(part) ?? ''));
    const before: unknown = value[at - 1];
    if (typeof before !== 'string' || !before.endsWith('/')) return value;
    return value.map((part: unknown, index) => (index === at - 1 ? before.slice(0, -1) : part));
  });
  if (!Properties) return resource;
  note({
    kind: 'patched',
    path: pathOf(id, resource),
    what: `${resource.Type} ARN of a parameter`,
    why: "the emulator's names of parameters begin with a slash, and the ARN would have two",
  });
  return { ...resource, Properties };
}

/** The emulator names the account as the sender of each message. So the reconciler's own role is the account there. */
function takeAccountForRole(id: string, resource: TemplateResource, note: Note): TemplateResource {
  const environment = resource.Properties?.['Environment'] as { readonly Variables?: object } | undefined;
  if (!environment?.Variables || !('OWN_ROLE_ID' in environment.Variables)) return resource;
  note({
    kind: 'patched',
    path: pathOf(id, resource),
    what: `${resource.Type} OWN_ROLE_ID`,
    why: 'the emulator names the account as the sender of each message',
  });
  const Variables = { ...environment.Variables, OWN_ROLE_ID: { Ref: 'AWS::AccountId' } };
  return { ...resource, Properties: { ...resource.Properties, Environment: { Variables } } };
}

/** Replaces values at any depth. Returns `undefined` if none was to be replaced. */
function patched(
  properties: TemplateResource['Properties'] = {},
  replace: (value: unknown) => unknown,
): Record<string, unknown> | undefined {
  let isPatched = false;
  const copy = JSON.parse(JSON.stringify(properties), (_, value: unknown) => {
    const replaced = replace(value);
    isPatched ||= replaced !== value;
    return replaced;
  }) as Record<string, unknown>;
  return isPatched ? copy : undefined;
}

/** Returns what a `Ref` refers to; `undefined` for another value. */
function refOf(value: unknown): string | undefined {
  const ref = (value as { readonly Ref?: unknown } | null | undefined)?.Ref;
  return typeof ref === 'string' ? ref : undefined;
}

function idsOf(template: Template, type: string): readonly string[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id]) => id);
}
