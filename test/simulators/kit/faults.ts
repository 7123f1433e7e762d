/** How an answer goes wrong. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Headers;
      readonly body?: string | Buffer;
    }
  | {
      readonly kind: 'stream';
      readonly headers?: Headers;
      readonly body: () => AsyncIterable<Buffer> | Iterable<Buffer>;
    }
  /** `at-once`: not a byte comes. `half-way`: the answer stops, the connection stays open. */
  | { readonly kind: 'hang'; readonly when: 'at-once' | 'half-way' }
  /**
   * The connection goes half-way; `until-close` is an answer whose end is the connection's, so that HTTP cannot tell;
   * `none`: it goes before a byte has come.
   */
  | { readonly kind: 'cut-off'; readonly framing: Framing }
  | { readonly kind: 'effect'; readonly before: () => void | Promise<void> };

type Framing = 'content-length' | 'chunked' | 'until-close' | 'none';

type Headers = Readonly<Record<string, string>>;

/** The faults that the archiver must survive, ready to be switched on. */
export const faultOf = {
  notFound: { kind: 'answer', status: 404 },
  unauthorized: { kind: 'answer', status: 401 },
  rateLimited: (retryAfter?: string): Fault => ({
    kind: 'answer',
    status: 429,
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  }),
  serverError: { kind: 'answer', status: 500, body: 'Internal Server Error' },
  hang: { kind: 'hang', when: 'at-once' },
  stall: { kind: 'hang', when: 'half-way' },
  cutOff: (framing: Framing): Fault => ({ kind: 'cut-off', framing }),
  html: {
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>Sign in</title><h1>Please sign in</h1>',
  },
  endless: { kind: 'stream', headers: { 'content-type': 'application/pdf' }, body: endlessPdf },
  redirect: (to: string, status = 302): Fault => ({ kind: 'answer', status, headers: { location: to } }),
  bytes: (body: Buffer, contentType = 'application/pdf'): Fault => ({
    kind: 'answer',
    status: 200,
    headers: { 'content-type': contentType },
    body,
  }),
  /** Does something, such as changing the package, and then answers as always. */
  after: (before: () => void | Promise<void>): Fault => ({ kind: 'effect', before }),
} as const satisfies Record<string, Fault | ((...args: never[]) => Fault)>;

/** What a request is about, for whoever decides by it. */
export interface AskedRequest {
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

/** Says how the answer to a request goes wrong, if it does. */
export type Decide = (route: string, request: AskedRequest) => Fault | undefined;

/** Where faults are switched on and off. */
export interface Faults<RouteName extends string = string> {
  /** From now on, or for as many requests as told. The latest fault of a route counts. */
  readonly set: (
    route: RouteName,
    fault: Fault,
    options?: { readonly times?: number; readonly skip?: number },
  ) => void;
  /** Switches one route's fault off, or all. */
  readonly clear: (route?: RouteName) => void;
  /** Asked for each request that no fault is switched on for. Nothing: it is answered honestly. */
  readonly decideBy: (decide: Decide | undefined) => void;
  /** How often a fault fired on this route. */
  readonly fired: (route: RouteName) => number;
}

interface ArmedFault {
  readonly fault: Fault;
  times: number;
  skip: number;
}

/** The switchboard, and the side of it that the server asks. */
export interface FaultBoard<RouteName extends string> extends Faults<RouteName> {
  readonly next: (route: RouteName, request: AskedRequest) => Fault | undefined;
}

/** A switchboard with no fault switched on. */
export function faultBoard<RouteName extends string>(): FaultBoard<RouteName> {
  const armed = new Map<RouteName, ArmedFault>();
  const fired = new Map<RouteName, number>();
  let decide: Decide | undefined;
  const take = (route: RouteName): Fault | undefined => {
    const one = armed.get(route);
    if (!one || one.times <= 0 || one.skip-- > 0) return undefined;
    one.times--;
    return one.fault;
  };
  return {
    set: (route, fault, { times = Infinity, skip = 0 } = {}) => void armed.set(route, { fault, times, skip }),
    clear: (route) => (route === undefined ? armed.clear() : void armed.delete(route)),
    fired: (route) => fired.get(route) ?? 0,
    decideBy: (decider) => void (decide = decider),
    next(route, request) {
      const fault = take(route) ?? decide?.(route, request);
      if (fault) fired.set(route, (fired.get(route) ?? 0) + 1);
      return fault;
    },
  };
}

function* endlessPdf(): Iterable<Buffer> {
  yield Buffer.from('%PDF-1.7\n');
  const line = Buffer.alloc(64 * 1024, '% and so on, without an end\n');
  for (;;) yield line;
}
