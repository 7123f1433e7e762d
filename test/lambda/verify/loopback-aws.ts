import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Minimal versions of the three services that a verifier calls, on one loopback port. */
export interface LoopbackAws {
  readonly endpoint: string;
  /** `hanging` accepts the call and never answers. */
  readonly state: Record<Service, 'up' | 'down' | 'hanging'>;
  secret: string | undefined;
  /** Secrets with two versions, by id, for verifiers of several endpoints. Any other id has `secret`. */
  readonly versions: Map<string, LoopbackSecret>;
  /** The bodies of the messages in the queue. */
  readonly messages: string[];
  /** The objects in the spool, by bucket and key. */
  readonly objects: Map<string, string>;
  readonly calls: Service[];
  readonly close: () => Promise<void>;
}

/** A secret that was rotated. */
export interface LoopbackSecret {
  readonly current: string;
  readonly previous: string;
  readonly rotatedAt: Date;
}

type Service = 'secretsmanager' | 'sqs' | 's3';

/** The error message of the services. It must not appear in any log. */
export const faultMessage = 'canary-fault-message';

/** Starts it. Close it afterwards. */
export async function loopbackAws(): Promise<LoopbackAws> {
  const server = createServer((request, response) => {
    void answer(aws, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const aws: LoopbackAws = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state: { secretsmanager: 'up', sqs: 'up', s3: 'up' },
    secret: undefined,
    versions: new Map(),
    messages: [],
    objects: new Map(),
    calls: [],
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return aws;
}

async function answer(aws: LoopbackAws, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const service = serviceOf(request);
  aws.calls.push(service);
  if (aws.state[service] === 'hanging') return;
  if (aws.state[service] === 'down') {
    response.writeHead(500).end(JSON.stringify({ __type: 'InternalFailure', message: faultMessage }));
    return;
  }
  const { status, text } = answers[service](aws, request, body);
  response.writeHead(status).end(text);
}

function serviceOf(request: IncomingMessage): Service {
  const target = String(request.headers['x-amz-target'] ?? '');
  if (target === 'secretsmanager.GetSecretValue') return 'secretsmanager';
  return target === 'AmazonSQS.SendMessage' ? 'sqs' : 's3';
}

type Answer = (aws: LoopbackAws, request: IncomingMessage, body: string) => { status: number; text?: string };

const answers: Readonly<Record<Service, Answer>> = {
  secretsmanager: ({ secret, versions }, _request, body) => {
    const input = JSON.parse(body) as { readonly SecretId: string; readonly VersionStage: string };
    const known = versions.get(input.SecretId);
    if (known) {
      const SecretString = input.VersionStage === 'AWSCURRENT' ? known.current : known.previous;
      const CreatedDate = known.rotatedAt.getTime() / 1_000;
      return { status: 200, text: JSON.stringify({ SecretString, CreatedDate }) };
    }
    return secret === undefined
      ? refusal('ResourceNotFoundException')
      : { status: 200, text: JSON.stringify({ SecretString: secret, CreatedDate: 1_700_000_000 }) };
  },

  sqs: ({ messages }, _request, body) => {
    const { MessageBody } = JSON.parse(body) as { readonly MessageBody: string };
    if (notForQueues.test(MessageBody)) return refusal('com.amazonaws.sqs#InvalidMessageContents');
    messages.push(MessageBody);
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    return { status: 200, text: JSON.stringify({ MessageId: 'm-1', MD5OfMessageBody }) };
  },

  s3: ({ objects }, request, body) => {
    objects.set(String(request.url).split('?')[0]!, body);
    return { status: 200 };
  },
};

const refusal = (type: string) => ({
  status: 400,
  text: JSON.stringify({ __type: type, message: faultMessage }),
});

/** Source: SQS API reference, SendMessage ("A message can include only …"), checked 2026-11-21. */
const notForQueues = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
