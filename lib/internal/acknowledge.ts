import { Stack, Validations } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';

/**
 * Acknowledges a finding of cdk-nag's AwsSolutions on one of our resources, so that users do not have to.
 *
 * It writes the metadata that `Validations.acknowledge` would write and that cdk-nag reads. That method cannot be used:
 * in aws-cdk-lib 2.263 it throws for ids that contain `::`, and ARNs do.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
    [`AwsSolutions-${rule}`]: reason,
  });
}

/**
 * Acknowledges a wildcard in a policy's resource.
 *
 * cdk-nag names the finding after the resource in the template, which is final only when references between stacks are
 * resolved. Validation is the only hook that runs after that.
 */
export function acknowledgeWildcard(construct: IConstruct, resource: string, reason: string): void {
  construct.node.addValidation({
    validate: () => {
      acknowledge(construct, `IAM5[Resource::${flatten(Stack.of(construct).resolve(resource))}]`, reason);
      return [];
    },
  });
}

/** Formats a resolved ARN as cdk-nag does: `<Bucket.Arn>/documents/*`. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = value as Intrinsic;
  if (intrinsic['Fn::Join']) return intrinsic['Fn::Join'][1].map(flatten).join(intrinsic['Fn::Join'][0]);
  if (intrinsic['Fn::GetAtt']) return `<${intrinsic['Fn::GetAtt'].join('.')}>`;
  if (intrinsic.Ref) return `<${intrinsic.Ref}>`;
  if (intrinsic['Fn::ImportValue']) return flatten(intrinsic['Fn::ImportValue']);
  return JSON.stringify(value);
}

/** A part of an ARN in a template. */
interface Intrinsic {
  readonly 'Fn::Join'?: readonly [delimiter: string, parts: readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly 'Fn::ImportValue'?: unknown;
  readonly Ref?: string;
}
