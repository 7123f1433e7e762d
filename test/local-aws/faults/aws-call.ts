/** The stages. Each has its own address at the fault layer, so that the layer knows the stage of a call. */
export const stages = ['verify', 'publish', 'archive', 'reconcile'] as const;

export type Stage = (typeof stages)[number];

/** A call from a Lambda function to AWS. */
export interface AwsCall {
  readonly stage: Stage;
  readonly service: 'sqs' | 's3' | 'secretsmanager' | 'ssm' | 'events';
  /** The name of the API operation, such as `SendMessage`, `PutObject` or `GetSecretValue`. */
  readonly operation: string;
  /** The queue's name, the bucket and key with a slash between them, the secret's id, the parameter's name, or the bus. */
  readonly target: string;
  /** The path, query and body. An envelope's id can be found in it. */
  readonly text: string;
  /** The SDK's invocation id: the same for every attempt at one call. */
  readonly invocation: string;
}
