import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { type IEsignWebhooks } from './esign-webhooks-ref';
import { type EventSource } from './internal/endpoint-conditions';
import { requireEndpoint } from './internal/require-endpoint';

/** Permissions to read the archive bucket. */
export class EsignWebhooksGrants {
  /**
   * Returns the permissions for a pipeline's archive bucket. Some of its objects may be under former keys.
   *
   * @internal
   */
  public static _on(
    webhooks: Pick<IEsignWebhooks, 'archiveBucket' | 'node'>,
    endpoints: readonly EventSource[],
    formerKeys: readonly kms.IKey[] = [],
  ): EsignWebhooksGrants {
    return new EsignWebhooksGrants(webhooks, endpoints, formerKeys);
  }

  private constructor(
    private readonly webhooks: Pick<IEsignWebhooks, 'archiveBucket' | 'node'>,
    private readonly endpoints: readonly EventSource[],
    private readonly formerKeys: readonly kms.IKey[],
  ) {}

  /**
   * Lets the grantee read the archived documents and their manifests, and the sample bundles of test webhooks.
   *
   * @param endpoint - the only endpoint whose documents may be read; all endpoints by default
   * @throws if there is no endpoint of this name
   */
  public readDocuments(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.read(grantee, 'documents', endpoint);
  }

  /**
   * Lets the grantee read the raw requests, and those of test webhooks.
   *
   * @param endpoint - the only endpoint whose requests may be read; all endpoints by default
   * @throws if there is no endpoint of this name
   */
  public readRecords(grantee: iam.IGrantable, endpoint?: string): iam.Grant {
    return this.read(grantee, 'webhooks', endpoint);
  }

  private read(grantee: iam.IGrantable, folder: string, endpoint?: string): iam.Grant {
    const { archiveBucket } = this.webhooks;
    if (endpoint !== undefined) requireEndpoint(this.webhooks, this.endpoints, endpoint);
    const { encryptionKey } = archiveBucket;
    const keys = new Set([...(encryptionKey ? [encryptionKey] : []), ...this.formerKeys]);
    for (const key of keys) key.grantDecrypt(grantee);
    return iam.Grant.addToPrincipalOrResource({
      grantee,
      resource: archiveBucket,
      actions: ['s3:GetObject'],
      resourceArns: this.prefixes(folder, endpoint).map((prefix) =>
        archiveBucket.arnForObjects(`${prefix}*`),
      ),
    });
  }

  /** Returns the prefixes of a folder, with those of test webhooks. */
  private prefixes(folder: string, endpoint?: string): string[] {
    const names = endpoint === undefined ? this.endpoints.map(({ name }) => name) : [endpoint];
    const own = endpoint === undefined ? `${folder}/` : `${folder}/${endpoint}/`;
    return [own, ...names.map((name) => `test/${name}/${folder}/`)];
  }
}
