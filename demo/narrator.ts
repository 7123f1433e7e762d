/** Prints the progress of the demo on the terminal, with the time since the start. */
export interface Narrator {
  readonly heading: (title: string) => void;
  /** Prints one event. */
  readonly line: (text: string) => void;
  /** Prints a detail of the line above. */
  readonly detail: (text: string) => void;
  /** Runs one step and prints how long it took, or that it failed. */
  readonly step: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;
}

/** Options of a narrator. */
export interface NarratorOptions {
  readonly write: (text: string) => void;
  readonly elapsedMs: () => number;
}

/** Makes a narrator. Each line begins with the time, such as `12.3 s`. */
export function narrator({ write, elapsedMs }: NarratorOptions): Narrator {
  const stamped = (mark: string, text: string) =>
    write(`${seconds(elapsedMs()).padStart(8)}  ${mark} ${text}\n`);
  return {
    heading: (title) => write(`\n${title}\n`),
    line: (text) => stamped('·', text),
    detail: (text) => write(`${' '.repeat(12)}${text}\n`),
    async step(title, work) {
      const began = elapsedMs();
      try {
        const result = await work();
        stamped('✓', `${title.padEnd(56)} ${seconds(elapsedMs() - began)}`);
        return result;
      } catch (error) {
        stamped('✗', title);
        throw error;
      }
    },
  };
}

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
