import { interruptedCode } from './on-interrupt';

/** What asks a program to end: Ctrl-C, `kill`, and a closed terminal. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The process, as far as its end is about it. */
export interface EndingProcess {
  readonly on: (event: (typeof endingSignals)[number], listener: () => void) => unknown;
  readonly removeListener: (event: (typeof endingSignals)[number], listener: () => void) => unknown;
  readonly exit: (code: number) => void;
  readonly stdout: {
    readonly on: (event: 'error', listener: () => void) => unknown;
  };
}

/** An interruption that the work ends itself. */
export interface Interruption {
  /** Aborted by the first request to end, and if nobody reads stdout any more. */
  readonly signal: AbortSignal;
  /** Call it when the work is done. */
  readonly end: () => void;
}

/** Waits for an interruption. */
export type AwaitInterruption = () => Interruption;

/** Makes the `AwaitInterruption` of a process: the first request aborts the signal, a second one ends the process at once. */
export function interruptionOf(process: EndingProcess): AwaitInterruption {
  return () => {
    const controller = new AbortController();
    const onSignal = () => (controller.signal.aborted ? process.exit(interruptedCode) : controller.abort());
    for (const name of endingSignals) process.on(name, onSignal);
    // `listen | head` closes the pipe. This is no second request, as each later line fails too. It is never removed: a line that
    // is on its way may fail after the end.
    process.stdout.on('error', () => controller.abort());
    return {
      signal: controller.signal,
      end() {
        for (const name of endingSignals) process.removeListener(name, onSignal);
      },
    };
  };
}
