/** Says on the terminal what happens, with the time since the start. */
export interface Narrator {
  readonly heading: (title: string) => void;
  /** One thing that happened. */
  readonly line: (text: string) => void;
  /** Belongs to the line above. */
  readonly detail: (text: string) => void;
  /** Does one piece of work and says how long it took, or that it failed. */
  readonly step: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;
}

/** What a narrator writes to, and the clock it reads. */
export interface NarratorOptions {
  readonly write: (text: string) => void;
  /** Milliseconds since the start. */
  readonly elapsed: () => number;
}

/** A narrator whose lines all begin with the time, `12.3 s`. */
export function narrator({ write, elapsed }: NarratorOptions): Narrator {
  const stamped = (mark: string, text: string) =>
    write(`${seconds(elapsed()).padStart(8)}  ${mark} ${text}\n`);
  return {
    heading: (title) => write(`\n${title}\n`),
    line: (text) => stamped('·', text),
    detail: (text) => write(`${' '.repeat(12)}${text}\n`),
    async step(title, work) {
      const began = elapsed();
      try {
        const result = await work();
        stamped('✓', `${title.padEnd(56)} ${seconds(elapsed() - began)}`);
        return result;
      } catch (error) {
        stamped('✗', title);
        throw error;
      }
    },
  };
}

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
