import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** AWS on a loopback port, as far as the functions of a webhook need it. It stores nothing. */
export interface LoopbackAws {
  readonly url: string;
  /** The number of calls by operation, since the start. */
  readonly calls: Readonly<Record<string, number>>;
  /** The body of the last message that was sent to a queue. */
  readonly lastMessage: () => string;
  readonly close: () => void;
}

/** The secret that Secrets Manager gives for any name. */
export const loopbackSecret = 'a-webhook-secret-of-the-benchmark';

/** The key and the certificate of a server, in PEM. */
interface Tls {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** Starts Secrets Manager, SQS, EventBridge and S3: with TLS if there is a certificate. */
export async function startLoopbackAws(tls?: Tls): Promise<LoopbackAws> {
  const calls: Record<string, number> = {};
  let last = '';
  const noteMessage = (message: string) => (last = message);
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const operation = operationOf(request);
    calls[operation] = (calls[operation] ?? 0) + 1;
    void answer(operation, request, response, noteMessage);
  };
  const server = tls ? createTlsServer(tls, respond) : createServer(respond);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http${tls ? 's' : ''}://127.0.0.1:${port}`,
    calls,
    lastMessage: () => last,
    close: () => server.close(),
  };
}

const operationOf = ({ headers, method }: IncomingMessage) =>
  String(headers['x-amz-target'] ?? `S3 ${method}`)
    .split('.')
    .at(-1) ?? '';

async function answer(
  operation: string,
  request: IncomingMessage,
  response: ServerResponse,
  noteMessage: (message: string) => void,
): Promise<void> {
  const body = await text(request);
  if (operation === 'S3 PUT') response.setHeader('etag', '"etag"');
  response.end(operation.startsWith('S3') ? '' : JSON.stringify(answerOf(operation, body, noteMessage)));
}

function answerOf(operation: string, body: string, noteMessage: (message: string) => void): object {
  if (operation === 'GetSecretValue') return { SecretString: loopbackSecret, CreatedDate: 1_700_000_000 };
  if (operation === 'PutEvents') return { FailedEntryCount: 0, Entries: [{ EventId: 'one' }] };
  const { MessageBody } = JSON.parse(body) as { readonly MessageBody: string };
  noteMessage(MessageBody);
  return { MessageId: 'one', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
}
