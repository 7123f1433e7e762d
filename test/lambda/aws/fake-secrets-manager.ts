import {
  GetSecretValueCommand,
  InternalServiceError,
  InvalidRequestException,
  ResourceNotFoundException,
  SecretsManagerClient,
  type GetSecretValueCommandInput,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';

/** A secret in Secrets Manager: the values of its stages, and the state of the service. */
export interface FakeSecret {
  state: 'up' | 'down' | 'hanging' | 'deleted';
  /** The time until an answer, in milliseconds. */
  latency: number;
  /** Milliseconds since the epoch. */
  rotatedAt: number;
  current?: string;
  previous?: string;
  /** The answer for a stage without a value: an error on AWS, an answer without SecretString in emulators. */
  emptyAnswers: 'error' | 'no-value';
}

/** A client whose secret a test can set, rotate and make unavailable. */
export function fakeSecretsManager(given: Partial<FakeSecret> = {}) {
  const secret: FakeSecret = { state: 'up', latency: 0, rotatedAt: 0, emptyAnswers: 'error', ...given };
  const client = new SecretsManagerClient({ region: 'us-east-1' });
  const mock = mockClient(client);
  mock
    .on(GetSecretValueCommand)
    .callsFake(async (input: GetSecretValueCommandInput) => answer(secret, input));
  const stages = () => mock.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input.VersionStage);
  return { client, secret, stages };
}

async function answer(secret: FakeSecret, { VersionStage }: GetSecretValueCommandInput) {
  if (secret.state === 'hanging') return new Promise(() => undefined);
  if (secret.latency > 0) await new Promise((resolve) => setTimeout(resolve, secret.latency));
  const $metadata = {};
  if (secret.state === 'deleted')
    throw new InvalidRequestException({ message: 'marked for deletion', $metadata });
  if (secret.state === 'down') throw new InternalServiceError({ message: 'down', $metadata });
  const value = VersionStage === 'AWSCURRENT' ? secret.current : secret.previous;
  if (value === undefined && secret.emptyAnswers === 'error') {
    throw new ResourceNotFoundException({ message: 'no value', $metadata });
  }
  return { SecretString: value, CreatedDate: new Date(secret.rotatedAt) };
}
