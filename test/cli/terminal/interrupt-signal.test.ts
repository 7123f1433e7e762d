import { EventEmitter } from 'node:events';
import { interruptionOf, type EndingProcess } from '../../../cli/terminal/interrupt-signal';

/** A process that ends with a code. */
class FakeProcess extends EventEmitter {
  readonly stdout = new EventEmitter();
  readonly codes: number[] = [];

  public exit(code: number): void {
    this.codes.push(code);
  }
}

function waiting() {
  const process = new FakeProcess();
  return { process, ...interruptionOf(process as unknown as EndingProcess)() };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  '%s lets the work end itself, and a second one ends the process',
  (name) => {
    const { process, signal } = waiting();
    expect(signal.aborted).toBe(false);

    process.emit(name);
    expect([signal.aborted, process.codes]).toEqual([true, []]);

    process.emit('SIGINT');
    expect(process.codes).toEqual([130]);
  },
);

it('a closed pipe lets the work end itself, however many lines fail', () => {
  const { process, signal, end } = waiting();

  process.stdout.emit('error', new Error('EPIPE'));
  process.stdout.emit('error', new Error('EPIPE'));
  end();
  process.stdout.emit('error', new Error('EPIPE'));

  expect([signal.aborted, process.codes]).toEqual([true, []]);
});

it('after the work is done, nothing listens to the signals', () => {
  const { process, end } = waiting();
  end();

  expect(process.eventNames()).toEqual([]);
});
