import { lookup as resolveName, type LookupAddress, type LookupOptions } from 'node:dns';
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isLoopback } from './loopback';

/** Posts an event's JSON. Returns the status of the answer; throws if none came. */
export type PostEvent = (json: string) => Promise<number>;

/** Resolves a name to all its addresses. */
export type ResolveName = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A local program in a debugger answers late. */
const timeoutMs = 60_000;

/** The name `localhost` has an address that others can reach. */
class NotLoopback extends Error {
  override readonly name = 'NotLoopback';
  readonly code = 'NOT_LOOPBACK';
}

/**
 * Makes a `PostEvent` for an address of this machine. Nothing else gets the event: the addresses of `localhost` are checked when
 * the connection is made, no redirect is followed, and no proxy is used, as an agent of its own reads no environment.
 */
export function eventPoster(url: URL, resolve: ResolveName = resolveName): PostEvent {
  const isTls = url.protocol === 'https:';
  const request = isTls ? requestHttps : requestHttp;
  const agent = isTls ? new HttpsAgent() : new HttpAgent();
  return (json) =>
    new Promise((done, fail) => {
      const body = Buffer.from(json);
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const lookup = loopbackLookup(resolve);
      const sent = request(url, { method: 'POST', headers, agent, lookup }, (answer: IncomingMessage) => {
        // Nobody reads the answer's body.
        answer.destroy();
        done(answer.statusCode ?? 0);
      });
      sent.setTimeout(timeoutMs, () => sent.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
      sent.on('error', fail);
      sent.end(body);
    });
}

/** Resolves a name only if all its addresses are of this machine. */
function loopbackLookup(resolve: ResolveName) {
  return (
    hostname: string,
    options: LookupOptions,
    done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
  ): void => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? new NotLoopback(), []);
      if (!addresses.every(({ address }) => isLoopback(address))) return done(new NotLoopback(), []);
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
}
