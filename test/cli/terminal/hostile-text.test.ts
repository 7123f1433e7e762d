import { CommandFailure } from '../../../cli/command-failure';
import { addresses } from '../../../cli/commands/addresses';
import { archive } from '../../../cli/commands/archive';
import { deadLetters } from '../../../cli/commands/dead-letters';
import { reconcile } from '../../../cli/commands/reconcile';
import { redrive } from '../../../cli/commands/redrive';
import { revoke } from '../../../cli/commands/revoke';
import { rotate } from '../../../cli/commands/rotate';
import { setSecret } from '../../../cli/commands/set-secret';
import type { Queue } from '../../../cli/queues/queue';
import type { StackOutput } from '../../../cli/stack/outputs';
import { outputTo, type Output } from '../../../cli/terminal/output';
import { lineProgress } from '../../../cli/terminal/progress';
import { memoryQueue, queued } from '../queues/memory-queue';
import { documenso, stackOf } from '../stack-of';

/** Clears the screen, begins a line of its own, and turns the text around. */
const hostile = '\u001b[2J\u009b2J\nProblem: nothing\r\u202eevil';
const shown = '\\u001b[2J\\u009b2J\\u000aProblem: nothing\\u000d\\u202eevil';

const outputs = stackOf([documenso]);
const stack = 'Mine';
const endpoint = 'team';

/** The dependencies of every command, in a world where a stranger has written all that may be text. */
function hostileDeps(output: Output) {
  const failing = (): Promise<never> => Promise.reject(new CommandFailure(`Could not do it: ${hostile}`));
  return {
    ...output,
    readOutputs: (): Promise<readonly StackOutput[]> => Promise.resolve(outputs),
    readSecret: () => Promise.resolve({ problem: hostile }),
    openQueue: () => ({ ...memoryQueue([queued(hostile)]), send: failing as Queue['send'] }),
    readLog: () =>
      Promise.resolve([{ at: 0, message: hostile, messageId: 'message', error: hostile, tries: 1 }]),
    startProgress: lineProgress(output.warn),
    serverNow: () => 1,
    now: () => 1,
    watch: { elapsedMs: () => 0, sleep: () => Promise.resolve() },
    versioning: { stages: failing, dropPrevious: failing, put: failing },
    renewFunction: failing,
    confirm: () => Promise.resolve(true),
    generateValue: () => '',
    askSecret: () => Promise.resolve(''),
    newId: () => '1',
    onInterrupt: () => () => undefined,
  };
}

type Deps = ReturnType<typeof hostileDeps>;

async function run(command: (deps: Deps) => Promise<unknown>): Promise<string> {
  let written = '';
  const stream = { write: (text: string) => (written += text) };
  const output = outputTo({ stdout: stream, stderr: stream });
  await command(hostileDeps(output)).catch((error: Error) => output.warn(error.message));
  return written;
}

const unknownOutput: Partial<Deps> = {
  readOutputs: () =>
    Promise.resolve([...outputs, { key: `${hostile}Operator`, value: '{"webhookSecretArn":7}' }]),
};

/** The message that the log speaks of. */
const oneMessage: Partial<Deps> = {
  openQueue: () => ({
    ...memoryQueue([{ ...queued('x'), id: 'message' }]),
    send: () => Promise.resolve({ id: 'message' }),
  }),
};

/** The log of a pass and of its archive jobs. */
const hostilePass: Deps['readLog'] = () =>
  Promise.resolve([
    { at: 1, message: 'a pass has to wait', passId: 'import-1', reason: hostile },
    { at: 2, message: 'archiving given up', orderId: 'import-1.0', envelopeId: hostile, reason: hostile },
    { at: 3, message: 'archiving has to wait', orderId: 'import-1.0', envelopeId: 'E', reason: hostile },
    { at: 4, message: 'archiving ordered', passId: 'import-1', envelopeId: `${hostile}2` },
    { at: 5, message: 'pass ended', passId: 'import-1', outcome: hostile, reason: hostile, ordered: 3 },
  ] as never);

it.each<[string, (deps: Deps) => Promise<unknown>]>([
  ['addresses', (deps) => addresses({ stack, json: false }, deps)],
  ['addresses, of an output', (deps) => addresses({ stack, json: false }, { ...deps, ...unknownOutput })],
  ['addresses --json', (deps) => addresses({ stack, json: true }, deps)],
  [
    'dead-letters',
    (deps) => deadLetters({ stack, json: false, all: false, maxMessages: 10 }, { ...deps, ...oneMessage }),
  ],
  ['redrive', (deps) => redrive({ stack, dryRun: false, json: false }, deps)],
  [
    'redrive, of a stack',
    (deps) => redrive({ stack, dryRun: true, json: false }, { ...deps, ...unknownOutput }),
  ],
  [
    'archive',
    (deps) =>
      archive(
        { stack, endpoint, envelope: 'E-1', follow: { maxMs: 0, intervalMs: 1 } },
        {
          ...deps,
          ...oneMessage,
          readLog: () =>
            Promise.resolve([{ at: 0, message: 'message failed', messageId: 'message', error: hostile }]),
        },
      ),
  ],
  [
    'reconcile',
    (deps) =>
      reconcile(
        { stack, endpoint, retry: true, dryRun: false, follow: { maxMs: 0, intervalMs: 1 } },
        { ...deps, ...oneMessage, readLog: hostilePass },
      ),
  ],
  ['revoke', (deps) => revoke({ stack, endpoint, apiKey: false }, deps)],
  ['rotate', (deps) => rotate({ stack, endpoint }, deps)],
  ['set-secret', (deps) => setSecret({ stack, endpoint, apiKey: true, replace: false }, deps)],
])(
  '%s shows what a stranger wrote, in one line and without a control character',
  async (_command, command) => {
    const written = await run(command);

    expect(written).toContain(shown);
    expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(written.split('\n')).not.toContainEqual(expect.stringMatching(/^Problem: nothing/));
  },
);
