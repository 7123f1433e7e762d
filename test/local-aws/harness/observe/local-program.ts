import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningSample } from '../sample/launch-sample';

/** Starts a program on this machine that takes what is posted to it, and answers 202. Returns its port. */
export async function localProgram(
  { stopFirst }: Pick<RunningSample, 'stopFirst'>,
  take: (body: string) => void,
): Promise<number> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      take(body);
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stopFirst(() => new Promise((done) => server.close(() => done())));
  return (server.address() as AddressInfo).port;
}
