// An anchor: the least that a function can do which checks a signature, logs a line and sends the body to the queue.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createHmac, timingSafeEqual } from 'node:crypto';

const queue = new SQSClient({ useQueueUrlAsEndpoint: false });
const secrets = new SecretsManagerClient({});
const { SECRET_ID: SecretId, INTAKE_QUEUE_URL: QueueUrl, PROVIDER_OPTIONS = '' } = process.env;
const { registeredUrls } = JSON.parse(PROVIDER_OPTIONS) as { readonly registeredUrls: readonly [string] };
let secret: string | undefined;

/** What API Gateway gives. */
interface HttpEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a webhook. */
export async function handler({ headers, body }: HttpEvent) {
  secret ??= (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  const given = Buffer.from(headers['x-syngrafii-signature'] ?? '', 'base64');
  const mac = createHmac('sha256', secret).update(registeredUrls[0]).update(body).digest();
  if (given.length !== mac.length || !timingSafeEqual(given, mac)) return { statusCode: 401 };
  await queue.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  console.log(JSON.stringify({ level: 'INFO', message: 'queued' }));
  return { statusCode: 200 };
}
