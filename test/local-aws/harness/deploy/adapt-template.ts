import type { Adaptation } from './adaptation';
import { pathOf, type Template, type TemplateResource } from './template';

/** The resource types for which the emulator refuses the whole stack. */
export const refusedTypes: ReadonlySet<string> = new Set([
  'AWS::Events::Archive',
  'AWS::Events::EventBusPolicy',
  'AWS::EventSchemas::Discoverer',
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
  const resources = Object.entries(template.Resources)
    .filter(([id, resource]) => isSupported(id, resource, note))
    .map(
      ([id, resource]) =>
        [
          id,
          forgetRoleId(
            id,
            openParameters(
              id,
              nameSecretsByArn(id, dropUnknownConditions(id, resource, note), secrets, note),
              note,
            ),
            note,
          ),
        ] as const,
    );
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
  let patched = false;
  const properties = JSON.parse(JSON.stringify(resource.Properties ?? {}), (_, value: unknown) => {
    const ref = (value as { readonly Ref?: unknown } | null)?.Ref;
    if (typeof ref !== 'string' || !secrets.has(ref)) return value;
    patched = true;
    return { 'Fn::GetAtt': [ref, 'Id'] };
  }) as Record<string, unknown>;
  if (!patched) return resource;
  note({
    kind: 'patched',
    path: pathOf(id, resource),
    what: `${resource.Type} Ref of a secret`,
    why: "the emulator's Ref of a secret is its name, and IAM compares ARNs",
  });
  return { ...resource, Properties: properties };
}

/** A statement of an IAM policy. */
interface PolicyStatement {
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

/** The emulator does not see which parameter a call is about, so it asks for a permission on all. */
function openParameters(id: string, resource: TemplateResource, note: Note): TemplateResource {
  if (resource.Type !== 'AWS::IAM::Policy') return resource;
  const document = resource.Properties?.['PolicyDocument'] as {
    readonly Statement: readonly PolicyStatement[];
  };
  if (!document.Statement.some(({ Action }) => Action === 'ssm:GetParameter')) return resource;
  const Statement = document.Statement.map((one) =>
    one.Action === 'ssm:GetParameter' ? { ...one, Resource: '*' } : one,
  );
  note({
    kind: 'patched',
    path: pathOf(id, resource),
    what: `${resource.Type} ssm:GetParameter`,
    why: 'the emulator does not see which parameter a call is about, and asks for a permission on all',
  });
  return { ...resource, Properties: { ...resource.Properties, PolicyDocument: { ...document, Statement } } };
}

/** In the emulator the account sends each message, so a function cannot know its own ones by its role. */
function forgetRoleId(id: string, resource: TemplateResource, note: Note): TemplateResource {
  const environment = resource.Properties?.['Environment'] as
    { readonly Variables?: Readonly<Record<string, unknown>> } | undefined;
  if (environment?.Variables?.['OWN_ROLE_ID'] === undefined) return resource;
  note({
    kind: 'patched',
    path: pathOf(id, resource),
    what: `${resource.Type} OWN_ROLE_ID`,
    why: "the emulator's SenderId is the account of any sender, not a role",
  });
  const Variables = { ...environment.Variables, OWN_ROLE_ID: '-' };
  return { ...resource, Properties: { ...resource.Properties, Environment: { ...environment, Variables } } };
}

function idsOf(template: Template, type: string): readonly string[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id]) => id);
}
