import { isIPv4 } from 'node:net';
import type { ApiErrorReason } from '../contracts/failure-reason';
import type { HostRule } from './host-rule';
import { ProviderApiError } from './provider-api-error';
import { retryAfterSeconds } from './retry-after';

/** The options of all requests to a provider. */
export interface ProviderRequestOptions {
  readonly fetch: typeof fetch;
  /** The allowed targets of redirects. */
  readonly mayRedirectTo: HostRule;
  /** Reads the reason from an error answer's body, of which it gets at most 16 KiB. `undefined` if the status decides. Must not throw. */
  readonly readErrorReason?: (status: number, body: string) => ApiErrorReason | undefined;
}

/** One GET, POST or DELETE. */
export interface ProviderRequest {
  readonly url: URL;
  /** Headers with the credentials. They are sent to `url` only, never to a redirect's target. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body. It makes the request a POST, which follows no redirect. */
  readonly json?: unknown;
  /** Makes the request a DELETE, which follows no redirect. */
  readonly method?: 'DELETE';
  /** The only status that counts as success. 200 by default; for a DELETE also 202 and 204. */
  readonly successStatus?: 200 | 201;
  readonly signal: AbortSignal;
}

const maxRedirects = 5;

/**
 * Sends a request to a provider and follows redirects itself: only over https (plain http within this machine only), only to
 * allowed hosts, and without credentials.
 *
 * @throws ProviderApiError for any status but `successStatus`, also for a partial answer (206)
 */
export async function providerRequest(
  options: ProviderRequestOptions,
  request: ProviderRequest,
): Promise<Response> {
  const { signal } = request;
  const successes = successStatuses(request);
  let { url } = request;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const init = redirects === 0 ? firstInit(request) : { headers: {} };
    const response = await send(options.fetch, url, init, signal);
    if (successes.includes(response.status)) return response;
    if (!redirectStatuses.has(response.status)) throw await answerError(options, response, redirects > 0);
    await dropBody(response);
    if (!isGet(request)) break;
    url = redirectTarget(response, url, options.mayRedirectTo);
  }
  throw new ProviderApiError('redirect-refused');
}

const successStatuses = ({ method, successStatus = 200 }: ProviderRequest): readonly number[] =>
  method === undefined ? [successStatus] : [successStatus, 202, 204];

const isGet = ({ json, method }: ProviderRequest) => json === undefined && method === undefined;

function firstInit({ headers, json, method }: ProviderRequest): RequestInit {
  if (method !== undefined) return { method, headers };
  if (json === undefined) return { headers };
  const body = JSON.stringify(json);
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
}

async function send(
  fetch: ProviderRequestOptions['fetch'],
  url: URL,
  init: RequestInit,
  signal: AbortSignal,
): Promise<Response> {
  rejectInvalidHeaders(init.headers);
  try {
    return await fetch(url, { ...init, signal, redirect: 'manual' });
  } catch (error) {
    throw connectionError(error, signal, 'unreachable');
  }
}

/** Frees the connection of an unread body. A failure to cancel does not matter. */
export async function dropBody({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => undefined);
}

/** Rejects an API key with invalid characters such as a line break. The error of `fetch` would quote the key. */
function rejectInvalidHeaders(headers: RequestInit['headers']): void {
  try {
    new Headers(headers);
  } catch {
    throw new ProviderApiError('unauthorized');
  }
}

/** The error of a failed connection: `timed-out` after an abort, `otherwise` if the other side failed. */
export function connectionError(
  error: unknown,
  signal: AbortSignal,
  otherwise: 'unreachable' | 'cut-off',
): ProviderApiError {
  return new ProviderApiError(signal.aborted ? 'timed-out' : otherwise, {}, { cause: error });
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirectTarget(response: Response, from: URL, mayRedirectTo: HostRule): URL {
  const { status } = response;
  const location = response.headers.get('location') ?? '';
  // `new URL` would throw an error that quotes the address, which may be a bearer link.
  const target = URL.parse(location, from.href);
  if (!location || !target || !isSafeUrl(target) || hasCredentials(target) || !mayRedirectTo(target)) {
    throw new ProviderApiError('redirect-refused', { status });
  }
  return target;
}

/** Whether the connection is safe on a network: https, or plain http within this machine. */
export function isSafeUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname));
}

function isThisMachine(hostname: string): boolean {
  return ['localhost', '[::1]'].includes(hostname) || (isIPv4(hostname) && hostname.startsWith('127.'));
}

/** Whether the address contains a user name or password. The error of `fetch` would quote it. */
export function hasCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

async function answerError(
  { readErrorReason }: ProviderRequestOptions,
  response: Response,
  redirected: boolean,
): Promise<ProviderApiError> {
  const { status, headers } = response;
  const fromBody =
    readErrorReason && !redirected ? readErrorReason(status, await bodyStart(response)) : undefined;
  await dropBody(response);
  const reason = fromBody ?? reasonFor(status);
  // A redirect's target got no API key. Its error says nothing about our key.
  return new ProviderApiError(redirected && reason === 'unauthorized' ? 'unexpected-answer' : reason, {
    status,
    retryAfterSeconds: retryAfterSeconds(headers.get('retry-after'), new Date()),
  });
}

const maxErrorBytes = 16 * 1024;

/** The beginning of a body, as far as it arrives. */
async function bodyStart({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  try {
    while (reader && size < maxErrorBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      size += value.length;
    }
  } catch {
    // The part that arrived is enough.
  }
  reader?.releaseLock();
  return Buffer.concat(chunks).subarray(0, maxErrorBytes).toString();
}

function reasonFor(status: number): ApiErrorReason {
  return reasons.get(status) ?? (status >= 500 ? 'server-error' : 'unexpected-answer');
}

const reasons: ReadonlyMap<number, ApiErrorReason> = new Map([
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'not-found'],
  [408, 'timed-out'],
  [410, 'not-found'],
  [429, 'rate-limited'],
  [504, 'timed-out'],
]);
