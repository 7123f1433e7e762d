import { isIPv4 } from 'node:net';
import type { ApiErrorReason } from '../contracts/failure-reason';
import type { HostRule } from './host-rule';
import { ProviderApiError } from './provider-api-error';
import { retryAfterSeconds } from './retry-after';

/** How requests to a provider are made. */
export interface ProviderRequestOptions {
  readonly fetch: typeof fetch;
  /** Where a redirect may lead. */
  readonly mayRedirectTo: HostRule;
  /** What a refusal's body says, where it says more than its status; at most 16 KiB of it. Never throws. */
  readonly readRefusal?: (status: number, body: string) => ApiErrorReason | undefined;
}

/** One GET, or one POST. */
export interface ProviderRequest {
  readonly url: URL;
  /** Credentials among them: they go to `url` only, never on to where it redirects. */
  readonly headers: Readonly<Record<string, string>>;
  /** Makes it a POST with this as its JSON, which follows no redirect. */
  readonly json?: unknown;
  /** The status of success. 200 unless told. */
  readonly success?: 200 | 201;
  readonly signal: AbortSignal;
}

const mostRedirects = 5;

/**
 * Asks a provider, and follows its redirects by hand: over https (plain http to this very machine only), to allowed
 * hosts only, without credentials.
 *
 * @throws ProviderApiError for every answer but the one status of success: half an answer (206) is none either
 */
export async function providerRequest(
  options: ProviderRequestOptions,
  request: ProviderRequest,
): Promise<Response> {
  const { success = 200, signal } = request;
  let { url } = request;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const init = redirects === 0 ? firstCall(request) : { headers: {} };
    const response = await send(options.fetch, url, init, signal);
    if (response.status === success) return response;
    if (!redirectStatuses.has(response.status)) throw await refusal(options, response, redirects > 0);
    await dropBody(response);
    if (request.json !== undefined) break;
    url = redirectTarget(response, url, options.mayRedirectTo);
  }
  throw new ProviderApiError('redirect-refused');
}

function firstCall({ headers, json }: ProviderRequest): RequestInit {
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
  refuseUnsendable(init.headers);
  try {
    return await fetch(url, { ...init, signal, redirect: 'manual' });
  } catch (error) {
    throw brokenConnection(error, signal, 'unreachable');
  }
}

/** An unread body keeps its connection; one that fails to be canceled is no news. */
async function dropBody({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => undefined);
}

/** A key with a line break or the like in it is no better than a wrong one; `fetch` would quote it in its error. */
function refuseUnsendable(headers: RequestInit['headers']): void {
  try {
    new Headers(headers);
  } catch {
    throw new ProviderApiError('unauthorized');
  }
}

/** What became of a connection, as an error that says whether time ran out or the other side went away. */
export function brokenConnection(
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
  // A URL parser's error would quote the address, which may be a bearer link.
  const target = URL.parse(location, from.href);
  if (!location || !target || !isSafeUrl(target) || hasCredentials(target) || !mayRedirectTo(target)) {
    throw new ProviderApiError('redirect-refused', { status });
  }
  return target;
}

/** Whether what is sent and fetched there can be trusted to a network: https, or plain http within this machine. */
export function isSafeUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname));
}

function isThisMachine(hostname: string): boolean {
  return ['localhost', '[::1]'].includes(hostname) || (isIPv4(hostname) && hostname.startsWith('127.'));
}

/** `fetch` refuses such an address itself, and quotes it in its error. */
export function hasCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

async function refusal(
  { readRefusal }: ProviderRequestOptions,
  response: Response,
  redirected: boolean,
): Promise<ProviderApiError> {
  const { status, headers } = response;
  const said = readRefusal && !redirected ? readRefusal(status, await bodyStart(response)) : undefined;
  await dropBody(response);
  const reason = said ?? reasonOf(status);
  // Where a redirect led got no key: its refusal says nothing about ours.
  return new ProviderApiError(redirected && reason === 'unauthorized' ? 'unexpected-answer' : reason, {
    status,
    retryAfterSeconds: retryAfterSeconds(headers.get('retry-after'), new Date()),
  });
}

const longestRefusal = 16 * 1024;

/** The beginning of a body, as far as it comes. */
async function bodyStart({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  try {
    while (reader && size < longestRefusal) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      size += value.length;
    }
  } catch {
    // What came of it has to do.
  }
  reader?.releaseLock();
  return Buffer.concat(chunks).subarray(0, longestRefusal).toString();
}

function reasonOf(status: number): ApiErrorReason {
  const named = reasons.get(status);
  if (named) return named;
  return status >= 500 ? 'server-error' : 'unexpected-answer';
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
