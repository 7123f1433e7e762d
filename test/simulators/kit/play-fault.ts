import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Fault } from './faults';

/** An answer without a fault. */
export interface HonestAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

type Faulty<Kind extends Fault['kind']> = Extract<Fault, { readonly kind: Kind }>;

/** Answers with a fault. */
export async function playFault(
  fault: Exclude<Fault, Faulty<'effect'>>,
  honest: HonestAnswer,
  response: ServerResponse,
): Promise<void> {
  switch (fault.kind) {
    case 'answer':
      response.writeHead(fault.status, { ...fault.headers }).end(fault.body);
      return;
    case 'stream':
      response.writeHead(200, { ...fault.headers });
      // The client may close the connection of an endless body.
      return pipeline(Readable.from(fault.body(), { objectMode: false }), response).catch(() => undefined);
    case 'hang':
      if (fault.when === 'half-way')
        writeHalf(honest, response, { 'content-length': String(honest.body.length) });
      return;
    case 'cut-off':
      return cutOff(fault, honest, response);
  }
}

function cutOff({ framing }: Faulty<'cut-off'>, honest: HonestAnswer, response: ServerResponse): void {
  if (framing === 'none') {
    response.destroy();
    return;
  }
  if (framing === 'until-close') {
    response.useChunkedEncodingByDefault = false;
    response.setHeader('connection', 'close');
    response.removeHeader('transfer-encoding');
    response.writeHead(honest.status, { 'content-type': honest.contentType });
    response.end(firstHalf(honest));
    return;
  }
  const headers: Record<string, string> =
    framing === 'content-length' ? { 'content-length': String(honest.body.length) } : {};
  writeHalf(honest, response, headers, () => response.destroy());
}

function writeHalf(
  honest: HonestAnswer,
  response: ServerResponse,
  headers: Record<string, string>,
  written?: () => void,
): void {
  response.writeHead(honest.status, { 'content-type': honest.contentType, ...headers });
  response.write(firstHalf(honest), written);
}

function firstHalf({ body }: HonestAnswer): Buffer {
  return body.subarray(0, Math.ceil(body.length / 2));
}
