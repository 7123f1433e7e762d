import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EsignProvider, EsignWebhooks, IinkedSignApi, type EsignWebhooksProps } from '../../lib';

/** One iinked Sign endpoint, and nothing else said. */
export const oneEndpoint: EsignWebhooksProps = {
  providers: [EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.CANADA })],
};

/** A stack without account and region, and what the user has in it before. */
export function makeStack(app: App = new App()): Stack {
  return new Stack(app, 'Test');
}

/** The construct in a stack of its own, with its template. */
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

/** All resources of a template by logical id. */
export function resourcesOf(template: Template): Record<string, TemplateResource> {
  return (template.toJSON() as { Resources: Record<string, TemplateResource> }).Resources;
}

/**
 * Replaces what is known only at deployment by what it could be: `<LogicalId>` for a name or URL, `<LogicalId.Arn>` for
 * an attribute.
 */
export function settle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settle);
  if (typeof value !== 'object' || value === null) return value;
  return (
    settleIntrinsic(value) ??
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settle(inner)]))
  );
}

function settleIntrinsic(value: {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [id: string, attribute: string];
  readonly 'Fn::Join'?: readonly [delimiter: string, parts: readonly unknown[]];
}): string | undefined {
  if (value.Ref) return `<${shorten(value.Ref)}>`;
  if (value['Fn::GetAtt']) return `<${shorten(value['Fn::GetAtt'][0])}.${value['Fn::GetAtt'][1]}>`;
  return value['Fn::Join']?.[1].map(settle).join(value['Fn::Join'][0]);
}

/** A logical id without the construct's own name and without the hash: what is left is its path in the construct. */
export const shorten = (logicalId: string) => logicalId.replace(/^Signing/, '').replace(/[0-9A-F]{8}$/, '');
