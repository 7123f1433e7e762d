/** A fault of an answer. */
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
  /** `at-once`: no byte is sent. `half-way`: the answer stops, but the connection stays open. */
  | { readonly kind: 'hang'; readonly when: 'at-once' | 'half-way' }
  /**
   * The connection closes half-way. `until-close`: the end of the connection is the end of the answer, so HTTP sees no fault.
   * `none`: it closes before the first byte.
   */
  | { readonly kind: 'cut-off'; readonly framing: Framing }
  | { readonly kind: 'effect'; readonly before: () => void | Promise<void> };

type Framing = 'content-length' | 'chunked' | 'until-close' | 'none';

type Headers = Readonly<Record<string, string>>;

/** The faults that the archiver must survive. */
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
  /** Runs some code, such as a change of the package, and then answers as usual. */
  after: (before: () => void | Promise<void>): Fault => ({ kind: 'effect', before }),
} as const satisfies Record<string, Fault | ((...args: never[]) => Fault)>;

/** A request, for the function that chooses its fault. */
export interface AskedRequest {
  /** The path with the query. */
  readonly path: string;
  readonly body: string;
}

/** Chooses the fault of the answer to a request, if it has one. */
export type Decide = (route: string, request: AskedRequest) => Fault | undefined;

/** Switches faults on and off. */
export interface Faults<RouteName extends string = string> {
  /** Switches a fault on, for all further requests or for `times`. It replaces the route's fault before. */
  readonly set: (
    route: RouteName,
    fault: Fault,
    options?: { readonly times?: number; readonly skip?: number },
  ) => void;
  /** Switches the fault of a route off, or all faults. */
  readonly clear: (route?: RouteName) => void;
  /** Sets the function that chooses a fault for each other request. `undefined`: no fault. */
  readonly decideBy: (decide: Decide | undefined) => void;
  /** Counts the faults of a route. */
  readonly fired: (route: RouteName) => number;
}

interface ArmedFault {
  readonly fault: Fault;
  times: number;
  skip: number;
}

/** The switches, and the function that the server asks. */
export interface FaultBoard<RouteName extends string> extends Faults<RouteName> {
  readonly next: (route: RouteName, request: AskedRequest) => Fault | undefined;
}

/** Makes switches with all faults off. */
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
