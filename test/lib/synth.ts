import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EsignProvider, EsignWebhooks, IinkedSignApi, type EsignWebhooksProps } from '../../lib';

/** The props of one iinked Sign endpoint, with all defaults. */
export const oneEndpoint: EsignWebhooksProps = {
  providers: [EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.CANADA })],
};

/** Makes a stack without account and region. */
export function makeStack(app: App = new App()): Stack {
  return new Stack(app, 'Test');
}

/** Synthesizes the construct in its own stack. */
export function synth(props: Partial<EsignWebhooksProps> = {}): {
  signing: EsignWebhooks;
  stack: Stack;
  template: Template;
} {
  const stack = makeStack();
  const signing = new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, ...props });
  return { signing, stack, template: Template.fromStack(stack) };
}

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Returns all resources of a template by logical id. */
export function resourcesOf(template: Template): Record<string, TemplateResource> {
  return (template.toJSON() as { Resources: Record<string, TemplateResource> }).Resources;
}

/**
 * Replaces intrinsic functions by readable text: `<LogicalId>` for a name or URL, `<LogicalId.Arn>` for an attribute.
 */
export function resolveTokens(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolveTokens);
  if (typeof value !== 'object' || value === null) return value;
  return (
    resolveIntrinsic(value) ??
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveTokens(inner)]))
  );
}

function resolveIntrinsic(value: {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [id: string, attribute: string];
  readonly 'Fn::Join'?: readonly [delimiter: string, parts: readonly unknown[]];
}): string | undefined {
  if (value.Ref) return `<${shorten(value.Ref)}>`;
  if (value['Fn::GetAtt']) return `<${shorten(value['Fn::GetAtt'][0])}.${value['Fn::GetAtt'][1]}>`;
  return value['Fn::Join']?.[1].map(resolveTokens).join(value['Fn::Join'][0]);
}

/** Returns a logical id without the construct's name and the hash. The rest is the path in the construct. */
export const shorten = (logicalId: string) => logicalId.replace(/^Signing/, '').replace(/[0-9A-F]{8}$/, '');
