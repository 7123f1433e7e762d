/** The process, as far as an interruption is about it. */
export interface Interruptible {
  readonly once: (event: 'exit' | 'SIGINT', listener: () => void) => unknown;
  readonly removeListener: (event: 'exit' | 'SIGINT', listener: () => void) => unknown;
  readonly exit: (code: number) => void;
}

/** Calls `report` if the process is ended before the work is. Returns what to call when the work is done. */
export type OnInterrupt = (report: () => void) => () => void;

/** The exit code that shells give a program ended by Ctrl-C. */
export const interruptedCode = 130;

/** A bar takes Ctrl-C from the keyboard and ends the process; without one the signal comes. */
export function interruptsOf(process: Interruptible): OnInterrupt {
  return (report) => {
    const onSignal = () => process.exit(interruptedCode);
    process.once('exit', report);
    process.once('SIGINT', onSignal);
    return () => {
      process.removeListener('exit', report);
      process.removeListener('SIGINT', onSignal);
    };
  };
}
