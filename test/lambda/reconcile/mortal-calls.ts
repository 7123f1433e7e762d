/** The moment when the process dies: before the given external call has any effect, or after it, so that its answer is lost. */
export interface Death {
  /** The number of the call, from 1. */
  readonly call: number;
  readonly moment: 'before' | 'after';
}

class ProcessDied extends Error {}

/** The external calls of a process that can die at one of them. Then none of its other calls has an effect any more. */
export function mortalCalls() {
  const names: string[] = [];
  let death: Death | undefined;
  let isDead = false;

  async function call<T>(name: string, effect: () => Promise<T>): Promise<T> {
    await Promise.resolve();
    if (isDead) throw new ProcessDied(name);
    names.push(name);
    const dies = death?.call === names.length ? death : undefined;
    if (dies?.moment === 'before') die(name);
    const answer = await effect();
    if (dies) die(name);
    return answer;
  }

  function die(name: string): never {
    isDead = true;
    throw new ProcessDied(name);
  }

  return {
    names,
    call,
    isDead: () => isDead,
    dieAt: (next: Death | undefined) => {
      death = next;
      names.length = 0;
    },
    /** Lets what the dead process had begun come to its end. The next call is of a new process. */
    settle: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      isDead = false;
    },
  };
}
