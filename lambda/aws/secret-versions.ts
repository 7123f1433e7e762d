import {
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  type GetSecretValueCommandOutput,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** The versions of a secret in Secrets Manager. */
export interface SecretVersions {
  /** The value of AWSCURRENT; absent until it is set. */
  readonly current?: string;
  /** The creation of the current version, which is the rotation, in milliseconds since the epoch. */
  readonly rotatedAt?: number;
  /** The value of AWSPREVIOUS; absent without a previous version, or after its grace period. */
  readonly previous?: string;
}

/** The secret and its grace period. */
export interface SecretVersionsOptions {
  /** The ARN or name. */
  readonly secretId: string;
  /** How long AWSPREVIOUS is valid after the rotation. */
  readonly graceSeconds: number;
}

/** Reads AWSCURRENT, and AWSPREVIOUS if it may still be valid. Throws the client's errors, except for a missing value. */
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

/** Whether the value before the rotation is still valid. It is not if the time of the rotation is unknown. */
export function inGrace(rotatedAt: number | undefined, graceSeconds: number, now: number): boolean {
  return rotatedAt !== undefined && now - rotatedAt < graceSeconds * 1_000;
}

/**
 * Without a value AWS answers with ResourceNotFoundException, and emulators omit SecretString. A secret marked for deletion
 * (InvalidRequestException) counts as empty; its cached value must not be used any longer.
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
