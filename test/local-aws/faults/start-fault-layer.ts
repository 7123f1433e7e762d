import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { EmulatorAddress } from '../harness/emulator/aws-clients';
import { stages, type AwsCall, type Stage } from './aws-call';
import type { Fault } from './fault';
import { faultAnswer, type WireAnswer } from './fault-answer';
import type { FaultLayer } from './fault-layer';
import { faultSwitchboard, type FaultSwitchboard } from './fault-switchboard';
import { forwarder, type ForwardedRequest } from './forward-request';
import { recognizeCall } from './recognize-call';

/** Makes a call and returns its answer. */
export type CallHandler = (call: AwsCall, request: ForwardedRequest) => Promise<WireAnswer>;

/** The options of a fault layer. */
export interface FaultLayerOptions {
  /** Wraps the calls from the layer to the local AWS. */
  readonly around?: (forward: CallHandler) => CallHandler;
}

/** The header that kills a process with `die-on-answer.cjs`. */
export const deathHeader = 'x-fault-layer-die';

/** Starts a fault layer in front of a local AWS, with one listener per stage, on free ports. */
export async function startFaultLayer(
  emulator: Pick<EmulatorAddress, 'endpoint' | 'ca'>,
  { around = (forward) => forward }: FaultLayerOptions = {},
): Promise<FaultLayer> {
  const { faultFor, ...board } = faultSwitchboard();
  const upstream = forwarder(emulator);
  const failures: unknown[] = [];
  const handleCall = around((_, request) => upstream.forward(request));
  const servers = new Map<Stage, Server>();
  for (const stage of stages) {
    const server = createServer((request, response) => {
      serve({ stage, faultFor, handleCall }, request, response).catch((error: unknown) => {
        failures.push(error);
        response.destroy();
      });
    });
    // An idle connection must not break by itself: each break must be one of our faults.
    server.keepAliveTimeout = 0;
    servers.set(stage, server);
    await listen(server);
  }
  return {
    ...board,
    endpointOf: (stage) => `http://127.0.0.1:${(servers.get(stage)?.address() as AddressInfo).port}`,
    async stop() {
      await Promise.all([...servers.values()].map(close));
      upstream.stop();
      if (failures.length > 0) throw new AggregateError(failures, 'the fault layer itself has failed');
    },
  };
}

interface Serving extends Pick<FaultSwitchboard, 'faultFor'> {
  readonly stage: Stage;
  readonly handleCall: CallHandler;
}

async function serve(
  { stage, faultFor, handleCall }: Serving,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await wholeRequest(message);
  // A client that was killed half-way has made no call.
  if (!request) return;
  const call = recognizeCall(stage, request);
  const chosen = faultFor(call);
  const forward = () => handleCall(call, request);
  const answer = await (chosen === undefined ? forward() : plays[chosen.fault](call, forward));
  // The process gave the call up before it could be killed, and lives. The next call kills it.
  if (answer === deadly && response.destroyed) chosen?.takeBack();
  answerWith(answer, response);
}

function answerWith(answer: PlayedAnswer | 'broken' | 'never', response: ServerResponse): void {
  if (answer === 'never') return;
  if (answer === 'broken') response.destroy();
  else if (answer.broken) writeHalf(answer, response);
  else write(answer, response);
}

async function wholeRequest(message: IncomingMessage): Promise<ForwardedRequest | undefined> {
  const { method = '', url: path = '', headers, rawHeaders } = message;
  const body = await buffer(message).catch(() => undefined);
  return body && { method, path, headers, rawHeaders, body };
}

/** `broken`: only the first half of the body is sent. */
interface PlayedAnswer extends WireAnswer {
  readonly broken?: true;
}

type Forward = () => Promise<WireAnswer>;

/** How each fault plays. `broken` ends the connection; `never` gives no answer. */
const plays: Readonly<
  Record<Fault, (call: AwsCall, forward: Forward) => Promise<PlayedAnswer | 'broken' | 'never'>>
> = {
  error: (call) => Promise.resolve(faultAnswer(call, 'error')),
  throttle: (call) => Promise.resolve(faultAnswer(call, 'throttle')),
  hang: () => Promise.resolve('never'),
  cut: () => Promise.resolve('broken'),
  'lose-answer': (_, forward) => forward().then(() => 'broken'),
  'break-answer': (_, forward) => forward().then((answer) => ({ ...answer, broken: true })),
  'die-before': () => Promise.resolve(deadly),
  'die-after': (_, forward) => forward().then(() => deadly),
};

const deadly: WireAnswer = { status: 500, headers: [deathHeader, '1'], body: Buffer.alloc(0) };

function write({ status, headers, body }: WireAnswer, response: ServerResponse): void {
  // The client may be gone: its time was over, or it was killed.
  if (response.destroyed) return;
  const hasLength = headers.some((name, index) => index % 2 === 0 && /^content-length$/i.test(name));
  const length = hasLength ? [] : ['content-length', String(body.length)];
  response.writeHead(status, [...headers, ...length]).end(body);
}

function writeHalf({ body, ...answer }: WireAnswer, response: ServerResponse): void {
  if (body.length === 0) {
    response.destroy();
    return;
  }
  const length = ['content-length', String(body.length)];
  const headers = answer.headers.filter(
    (_, index) => !/^content-length$/i.test(answer.headers[index - (index % 2)] ?? ''),
  );
  response.writeHead(answer.status, [...headers, ...length]);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
