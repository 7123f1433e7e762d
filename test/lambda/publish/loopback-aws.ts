import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** The answers of the JSON services, by operation. */
type Answers = Readonly<Record<string, (asked: { readonly MessageBody: string }) => unknown>>;

/** The SQS client checks the digest of its message. */
const usualAnswers: Answers = {
  'AmazonSQS.SendMessage': ({ MessageBody }) => ({ MessageId: 'm-1', MD5OfMessageBody: md5(MessageBody) }),
  'AmazonSQS.ChangeMessageVisibility': () => ({}),
  'AWSEvents.PutEvents': () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }),
};

/**
 * Simulates AWS on its own port: accepts each call and records it, as `AmazonSQS.SendMessage` or `PUT /bucket/key`.
 *
 * @param hanging an operation that is not answered before `release`
 * @param more answers, for operations that only some stage uses
 */
export async function startLoopbackAws(hanging?: string, more: Answers = {}) {
  const answers = { ...usualAnswers, ...more };
  const operations: string[] = [];
  const held: (() => void)[] = [];
  let released = false;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const operation = operationOf(request);
      operations.push(operation);
      const answer = answers[operation];
      response.setHeader('etag', '"e-1"');
      // No envelope has a claim.
      if (operation.startsWith('GET /claims-bucket/')) response.statusCode = 404;
      const send = () =>
        void response.end(answer ? JSON.stringify(answer(JSON.parse(body) as { MessageBody: string })) : '');
      if (operation === hanging && !released) held.push(send);
      else send();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const release = () => {
    released = true;
    for (const send of held) send();
  };
  const close = () => {
    server.closeAllConnections();
    return new Promise<unknown>((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, operations, release, close };
}

function operationOf({ headers, method, url = '' }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target : `${method} ${url.split('?')[0]}`;
}

const md5 = (data: string) => createHash('md5').update(data).digest('hex');
