/** A stage, as the fault layer tells them apart: each has an address of its own there. */
export const stages = ['verify', 'publish', 'archive'] as const;

export type Stage = (typeof stages)[number];

/** A call of a Lambda function to AWS, as the fault layer sees it go by. */
export interface AwsCall {
  readonly stage: Stage;
  readonly service: 'sqs' | 's3' | 'secretsmanager' | 'events';
  /** The API's name for it: `SendMessage`, `PutObject`, `GetSecretValue` … */
  readonly operation: string;
  /** What it is about: a queue's name, a bucket and key with a slash between them, a secret's id, a bus. */
  readonly target: string;
  /** Its path, query and body: what it is about can be found in here by an envelope's id. */
  readonly text: string;
  /** The same for every try of the SDK at one call. */
  readonly invocation: string;
}
