import { EventEmitter } from 'node:events';
import { interruptsOf, type Interruptible } from '../../../cli/terminal/on-interrupt';

/** A process that ends with a code. */
class FakeProcess extends EventEmitter {
  public code: number | undefined;

  public exit(code: number): void {
    this.code = code;
    this.emit('exit');
  }
}

function watched() {
  const process = new FakeProcess();
  const reports: string[] = [];
  const end = interruptsOf(process as unknown as Interruptible)(() => reports.push('goes on'));
  return { process, reports, end };
}

it('Ctrl-C ends the process with 130, after a word about the work', () => {
  const { process, reports } = watched();

  process.emit('SIGINT');

  expect(process.code).toBe(130);
  expect(reports).toEqual(['goes on']);
});

it('a bar that takes the key and ends the process has the word too', () => {
  const { process, reports } = watched();

  process.exit(0);

  expect(reports).toEqual(['goes on']);
});

it('after the work is done, the end of the process has no such word', () => {
  const { process, reports, end } = watched();

  end();
  process.exit(0);

  expect(reports).toEqual([]);
  expect(process.listenerCount('SIGINT')).toBe(0);
});
