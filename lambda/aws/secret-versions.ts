import {
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  type GetSecretValueCommandOutput,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** What Secrets Manager holds of a secret now. */
export interface SecretVersions {
  /** AWSCURRENT; absent while the secret was never set. */
  readonly current?: string;
  /** When the current version was made: the rotation, in milliseconds since the epoch. */
  readonly rotatedAt?: number;
  /** AWSPREVIOUS; absent when there is none, or when its grace period was over already. */
  readonly previous?: string;
}

/** How a secret is read. */
export interface SecretVersionsOptions {
  /** ARN or name. */
  readonly secretId: string;
  /** How long AWSPREVIOUS counts after the rotation, in seconds. */
  readonly graceSeconds: number;
}

/**
 * Reads AWSCURRENT, and AWSPREVIOUS where it may still count. Throws what the client throws, but for a missing value.
 */
export async function readSecretVersions(
  client: SecretsManagerClient,
  { secretId, graceSeconds }: SecretVersionsOptions,
  now: number,
  signal: AbortSignal,
): Promise<SecretVersions> {
  const current = await readStage(client, secretId, 'AWSCURRENT', signal);
  const rotatedAt = current?.CreatedDate?.getTime();
  const previous = inGrace(rotatedAt, graceSeconds, now)
    ? await readStage(client, secretId, 'AWSPREVIOUS', signal)
    : undefined;
  return { current: current?.SecretString, rotatedAt, previous: previous?.SecretString };
}

/** Whether the value before the rotation counts at the moment `now`: not without a known rotation. */
export function inGrace(rotatedAt: number | undefined, graceSeconds: number, now: number): boolean {
  return rotatedAt !== undefined && now - rotatedAt < graceSeconds * 1_000;
}

/**
 * On AWS a stage without a value is a ResourceNotFoundException, elsewhere an answer without SecretString; a secret that
 * is marked for deletion is an InvalidRequestException, and holds nothing any more: that is no outage to outlive.
 */
async function readStage(
  client: SecretsManagerClient,
  secretId: string,
  stage: 'AWSCURRENT' | 'AWSPREVIOUS',
  abortSignal: AbortSignal,
): Promise<GetSecretValueCommandOutput | undefined> {
  try {
    return await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage }), {
      abortSignal,
    });
  } catch (error) {
    if (error instanceof ResourceNotFoundException || error instanceof InvalidRequestException)
      return undefined;
    throw error;
  }
}
