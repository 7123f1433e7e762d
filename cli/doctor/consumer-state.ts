/** How a function reads its queue: its event source mapping. */
export interface ConsumerState {
  /** Lambda's word for it: `Enabled`, `Disabled`, `Disabling` … */
  readonly state: string;
  /** What Lambda says about its last attempt, such as `PROBLEM: …`. */
  readonly lastResult?: string;
}

/** Looks at functions. Each method throws `CommandFailure`. */
export interface FunctionInspector {
  /** Returns `undefined` if there is no such mapping. */
  readonly consumer: (id: string) => Promise<ConsumerState | undefined>;
  /** Returns the reserved concurrency of a function; `undefined` if it has none. */
  readonly reservedConcurrency: (functionName: string) => Promise<number | undefined>;
  /** Returns the account's quota of concurrent executions, and the part of it that no function has reserved. */
  readonly quota: () => Promise<{ readonly total: number; readonly unreserved: number }>;
}
