import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Permissions to read the archive bucket. */
export class EsignWebhooksGrants {
  /**
   * Returns the permissions for an archive bucket.
   *
   * @internal
   */
  public static _on(archiveBucket: s3.IBucket): EsignWebhooksGrants {
    return new EsignWebhooksGrants(archiveBucket);
  }

  private constructor(private readonly archiveBucket: s3.IBucket) {}

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
    this.archiveBucket.encryptionKey?.grantDecrypt(grantee);
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
