import { movingSign } from './moving-sign';
import { wrapText } from './wrap-text';

/** Prints the progress of the demo on the terminal, with the time since the start. */
export interface Narrator {
  readonly heading: (title: string) => void;
  /** Prints one event. */
  readonly line: (text: string) => void;
  /** Prints a detail of the line above. */
  readonly detail: (text: string) => void;
  /** Prints a text to paste, in one line, whatever its length is. */
  readonly command: (text: string) => void;
  /** Runs one step. Prints that it begins, and then how long it took or that it failed. */
  readonly step: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;
}

/** The screen that a narrator prints on. */
export interface Screen {
  readonly write: (text: string) => void;
  /** Whether a person looks at it, so that a line can change. */
  readonly isTerminal: boolean;
  /** The columns of the terminal, if it is one. */
  readonly columns?: number;
  readonly elapsedMs: () => number;
}

/** No line is longer, also on a wider screen. */
const maxColumns = 100;

/** The time and the mark: `  12.3 s  · `. */
const margin = ' '.repeat(12);

/** Makes a narrator. Each line begins with the time, such as `12.3 s`. */
export function narrator(screen: Screen): Narrator {
  const { write, elapsedMs } = screen;
  const columns = Math.min(screen.columns ?? maxColumns, maxColumns);
  const print = (text: string, first: string, others: string) =>
    write(`${wrapText(text, { columns, first, others }).join('\n')}\n`);
  const stamp = (mark: string) => `${seconds(elapsedMs()).padStart(8)}  ${mark} `;
  const stamped = (mark: string, text: string) => print(text, stamp(mark), margin);
  const begin = (title: string, began: number) => {
    if (screen.isTerminal)
      return movingSign(write, (sign) =>
        `${stamp(sign)}${title} ${seconds(elapsedMs() - began)}`.slice(0, columns - 1),
      );
    stamped('…', title);
    return () => undefined;
  };
  return {
    heading: (title) => print(title, '\n', '  '),
    line: (text) => stamped('·', text),
    detail: (text) => print(text, margin, `${margin}  `),
    command: (text) => write(`  ${text}\n`),
    async step(title, work) {
      const began = elapsedMs();
      const end = begin(title, began);
      try {
        const result = await work();
        end();
        stamped('✓', `${title.padEnd(56)} ${seconds(elapsedMs() - began)}`);
        return result;
      } catch (error) {
        end();
        stamped('✗', title);
        throw error;
      }
    },
  };
}

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
