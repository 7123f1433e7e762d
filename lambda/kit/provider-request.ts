import { ProviderApiError, type ApiErrorReason } from './provider-api-error';
import { retryAfterSeconds } from './retry-after';

/** How requests to a provider are made. */
export interface ProviderRequestOptions {
  readonly fetch: typeof fetch;
  /** Where a redirect may lead, as in a URL: `host` or `host:port`. The API's own host is not among them by itself. */
  readonly redirectHosts: readonly string[];
}

/** One GET. */
export interface ProviderRequest {
  readonly url: URL;
  /** Credentials among them: they go to `url` only, never on to where it redirects. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const mostRedirects = 5;

/**
 * Asks a provider, and follows its redirects by hand: over https (plain http to this very machine only), to allowed
 * hosts only, without credentials.
 *
 * @throws ProviderApiError for every answer but 200: half an answer (206) is none either
 */
export async function providerRequest(
  options: ProviderRequestOptions,
  { url, headers, signal }: ProviderRequest,
): Promise<Response> {
  let target = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await send(options.fetch, target, redirects === 0 ? headers : {}, signal);
    if (response.status === 200) return response;
    // An unread body keeps its connection; one that fails to be canceled is no news.
    await response.body?.cancel().catch(() => undefined);
    if (!redirectStatuses.has(response.status)) throw refusal(response, redirects > 0);
    target = redirectTarget(response, target, options.redirectHosts);
  }
  throw new ProviderApiError('redirect-refused');
}

async function send(
  fetch: ProviderRequestOptions['fetch'],
  url: URL,
  headers: ProviderRequest['headers'],
  signal: AbortSignal,
): Promise<Response> {
  refuseUnsendable(headers);
  try {
    return await fetch(url, { headers, signal, redirect: 'manual' });
  } catch (error) {
    throw brokenConnection(error, signal, 'unreachable');
  }
}

/** A key with a line break or the like in it is no better than a wrong one; `fetch` would quote it in its error. */
function refuseUnsendable(headers: ProviderRequest['headers']): void {
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

function redirectTarget(response: Response, from: URL, hosts: readonly string[]): URL {
  const { status } = response;
  const location = response.headers.get('location') ?? '';
  // A URL parser's error would quote the address, which may be a bearer link.
  const target = URL.parse(location, from.href);
  if (!location || !target || !isSafeUrl(target) || !hosts.includes(target.host)) {
    throw new ProviderApiError('redirect-refused', { status });
  }
  return target;
}

/** Whether what is sent and fetched there can be trusted to a network: https, or plain http within this machine. */
export function isSafeUrl({ protocol, hostname }: URL): boolean {
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && loopback);
}

function refusal({ status, headers }: Response, redirected: boolean): ProviderApiError {
  const seconds = retryAfterSeconds(headers.get('retry-after'), new Date());
  const reason = reasonOf(status);
  // Where a redirect led got no key: its refusal says nothing about ours.
  return new ProviderApiError(redirected && reason === 'unauthorized' ? 'unexpected-answer' : reason, {
    status,
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
  });
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
