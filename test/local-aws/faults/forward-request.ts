import * as http from 'node:http';
import * as https from 'node:https';
import type { EmulatorAddress } from '../harness/emulator/aws-clients';
import type { WireAnswer } from './fault-answer';
import type { WireRequest } from './recognize-call';

/** A request to pass on. */
export interface ForwardedRequest extends WireRequest {
  /** Header names and values in turn, unchanged: the signature covers `Host`, which is that of the fault layer. */
  readonly rawHeaders: readonly string[];
}

/** Passes requests on to a local AWS. */
export interface Forwarder {
  /** Rejects if the local AWS does not answer. */
  readonly forward: (request: ForwardedRequest) => Promise<WireAnswer>;
  readonly stop: () => void;
}

/** The headers of one connection, which no signature covers. */
const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'expect'];

/** Passes requests on unchanged, except for the headers of the connection. */
export function forwarder({ endpoint, ca }: Pick<EmulatorAddress, 'endpoint' | 'ca'>): Forwarder {
  const { protocol, hostname: host, port } = new URL(endpoint);
  const { Agent, request } = protocol === 'https:' ? https : http;
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 50 });
  return {
    forward: ({ method, path, rawHeaders, body }) => {
      const without = [...hopByHop, 'content-length'];
      const headers = [...leaveOut(rawHeaders, without), 'content-length', String(body.length)];
      return send(request, { agent, host, port, method, path, headers }, body);
    },
    stop: () => agent.destroy(),
  };
}

type Request = typeof https.request;

function send(request: Request, options: https.RequestOptions, body: Buffer): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const call = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          // The length stays: an answer to HEAD has the length of a body that is not sent.
          headers: leaveOut(answer.rawHeaders, hopByHop),
          body: Buffer.concat(chunks),
        }),
      );
    });
    call.on('error', (error) => {
      // The other side closed an idle connection at the moment when we used it again.
      if (call.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET') {
        send(request, options, body).then(resolve, reject);
      } else reject(error);
    });
    call.end(body);
  });
}

function leaveOut(headers: readonly string[], names: readonly string[]): string[] {
  return headers.filter((_, index) => !names.includes((headers[index - (index % 2)] ?? '').toLowerCase()));
}
