import { Token, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type IConstruct } from 'constructs';
import { message } from './message';

/**
 * Warns if the user's own bucket is of this app and has no versions. The policy protects its objects, but whoever may change
 * the policy can replace one for good. Versioning may be set later than the construct is made, so the check comes at synthesis.
 */
export function warnOfUnversioned(scope: IConstruct, bucket: s3.IBucket): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) return;
  scope.node.addValidation({
    validate: () => {
      if (!isVersioned(resource)) {
        Validations.of(scope).addWarning(
          'cdk-esign-webhooks:unversioned-bucket',
          message`archiveBucket has no versions, so a replaced document cannot be restored: turn on its versioning.`,
        );
      }
      return [];
    },
  });
}

/** A value that only the deployment knows may turn versions on. */
function isVersioned({ versioningConfiguration: configuration, objectLockEnabled }: s3.CfnBucket): boolean {
  if (objectLockEnabled === true || Token.isUnresolved(configuration)) return true;
  const status = configuration && 'status' in configuration ? configuration.status : undefined;
  return Token.isUnresolved(status) || status === 'Enabled';
}
