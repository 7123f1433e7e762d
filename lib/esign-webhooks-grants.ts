import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Permissions to read the archive bucket. */
export class EsignWebhooksGrants {
  /**
   * Returns the permissions for an archive bucket. Some of its objects may be under former keys.
   *
   * @internal
   */
  public static _on(archiveBucket: s3.IBucket, formerKeys: readonly kms.IKey[] = []): EsignWebhooksGrants {
    return new EsignWebhooksGrants(archiveBucket, formerKeys);
  }

  private constructor(
    private readonly archiveBucket: s3.IBucket,
    private readonly formerKeys: readonly kms.IKey[],
  ) {}

  /**
   * Lets the grantee read the archived documents and their manifests.
   *
   * @param endpoint - the only endpoint whose documents may be read; all endpoints by default
   */
  public readDocuments(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.read(grantee, 'documents/', endpoint);
  }

  /**
   * Lets the grantee read the raw requests.
   *
   * @param endpoint - the only endpoint whose requests may be read; all endpoints by default
   */
  public readRecords(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.read(grantee, 'webhooks/', endpoint);
  }

  private read(grantee: iam.IGrantable, folder: string, endpoint?: string): iam.Grant {
    const { encryptionKey } = this.archiveBucket;
    const keys = new Set([...(encryptionKey ? [encryptionKey] : []), ...this.formerKeys]);
    for (const key of keys) key.grantDecrypt(grantee);
    return iam.Grant.addToPrincipalOrResource({
      grantee,
      resource: this.archiveBucket,
      actions: ['s3:GetObject'],
      resourceArns: [
        this.archiveBucket.arnForObjects(`${folder}${endpoint === undefined ? '' : `${endpoint}/`}*`),
      ],
    });
  }
}
