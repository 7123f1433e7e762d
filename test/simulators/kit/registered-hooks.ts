/** A webhook that is registered at a simulated provider. */
export interface RegisteredHook {
  readonly id: string;
  readonly event: string;
  readonly target: string;
}

/** The webhooks of a simulated account. */
export interface HookStore<Hook extends RegisteredHook = RegisteredHook> {
  readonly all: () => readonly Hook[];
  readonly add: (hook: Hook) => Hook;
  /** Returns what was removed; nothing if there is no such webhook. */
  readonly remove: (id: string) => Hook | undefined;
}

/** Makes a store without any webhook. */
export function hookStore<Hook extends RegisteredHook>(): HookStore<Hook> {
  const hooks = new Map<string, Hook>();
  return {
    all: () => [...hooks.values()],
    add: (hook) => {
      hooks.set(hook.id, hook);
      return hook;
    },
    remove(id) {
      const hook = hooks.get(id);
      hooks.delete(id);
      return hook;
    },
  };
}
