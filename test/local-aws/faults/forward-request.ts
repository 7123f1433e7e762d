import * as http from 'node:http';
import * as https from 'node:https';
import type { EmulatorAddress } from '../harness/emulator/aws-clients';
import type { WireAnswer } from './fault-answer';
import type { WireRequest } from './recognize-call';

/** A request as it is passed on. */
export interface ForwardedRequest extends WireRequest {
  /** Names and values in turn, as they came: the signature covers the Host, which is the fault layer's own. */
  readonly rawHeaders: readonly string[];
}

/** Passes requests on to a local AWS. */
export interface Forwarder {
  /** Rejects where the local AWS gives no answer. */
  readonly forward: (request: ForwardedRequest) => Promise<WireAnswer>;
  readonly stop: () => void;
}

/** About one connection only, and signed by nobody. */
const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'expect'];

/** Passes requests on as they are, but for what is about the connection. */
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
          // The length stays: an answer to HEAD tells that of a body that does not come.
          headers: leaveOut(answer.rawHeaders, hopByHop),
          body: Buffer.concat(chunks),
        }),
      );
    });
    call.on('error', (error) => {
      // The other side has closed a connection that lay idle, in the moment when it was taken up again.
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
