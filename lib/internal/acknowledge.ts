import { Stack, Validations } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';

/**
 * Acknowledges a finding of cdk-nag's AwsSolutions on our own resource, so that users have none to acknowledge.
 *
 * It stands in the metadata where `Validations.acknowledge` would put it, and where cdk-nag looks: that method, as
 * aws-cdk-lib 2.263 has it, throws over ids with `::` in them, and ARNs have it.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, {
    [`AwsSolutions-${rule}`]: reason,
  });
}

/**
 * Acknowledges that a policy names this resource with a wildcard.
 *
 * cdk-nag names the finding by the resource as it stands in the template. That is settled only when references between
 * stacks are resolved, and validation is the one moment after it that a construct hears of.
 */
export function acknowledgeWildcard(construct: IConstruct, resource: string, reason: string): void {
  construct.node.addValidation({
    validate: () => {
      acknowledge(construct, `IAM5[Resource::${flatten(Stack.of(construct).resolve(resource))}]`, reason);
      return [];
    },
  });
}

/** A resolved ARN as cdk-nag writes it: `<Bucket.Arn>/documents/*`. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = value as Intrinsic;
  if (intrinsic['Fn::Join']) return intrinsic['Fn::Join'][1].map(flatten).join(intrinsic['Fn::Join'][0]);
  if (intrinsic['Fn::GetAtt']) return `<${intrinsic['Fn::GetAtt'].join('.')}>`;
  if (intrinsic.Ref) return `<${intrinsic.Ref}>`;
  if (intrinsic['Fn::ImportValue']) return flatten(intrinsic['Fn::ImportValue']);
  return JSON.stringify(value);
}

/** What an ARN is made of in a template. */
interface Intrinsic {
  readonly 'Fn::Join'?: readonly [delimiter: string, parts: readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly 'Fn::ImportValue'?: unknown;
  readonly Ref?: string;
}
