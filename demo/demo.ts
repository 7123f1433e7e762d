/**
 * `npm run demo`: deploys the sample app to a local AWS, signs an envelope at each of the four simulated providers, and
 * prints the events and the archived files. With `-- --keep` everything stays up.
 *
 * The tests use two more options: `--bundles DIR` uses the Lambda assets in DIR instead of building them, and
 * `--patience N` waits N seconds for the archive.
 *
 * The demo imports the harness of the deployed tests, `test/local-aws/harness`: it starts and deploys the same things.
 */
import { parseArgs } from 'node:util';
import { everyProvider } from '../test/local-aws/harness/sample/every-provider';
import { launchSample } from '../test/local-aws/harness/sample/launch-sample';
import { narrator as makeNarrator, type Narrator } from './narrator';
import { printEnding } from './print-ending';
import { runScenario } from './run-scenario';
import { stayUp } from './stay-up';

interface Options {
  readonly staysUp: boolean;
  readonly bundles?: string;
  readonly timeoutSeconds: number;
}

async function demo(
  { staysUp, bundles, timeoutSeconds }: Options,
  narrator: Narrator,
  signal: AbortSignal,
): Promise<void> {
  narrator.heading('A local AWS, and the sample app deployed to it');
  const { step } = narrator;
  const source = bundles === undefined ? { build: true } : { lambdaAssets: bundles };
  const sample = await launchSample({ endpoints: everyProvider, step, signal, ...source });
  const endpoints = everyProvider.map(({ endpoint }) => endpoint);
  try {
    await runScenario(sample, { endpoints, timeoutSeconds, narrator, signal });
    narrator.heading('Everything is as expected.');
    if (staysUp) await stayUp(sample, { endpoints, narrator, signal });
  } finally {
    await step('Stop everything and clean up', sample.stop);
  }
  printEnding(narrator, { adaptations: sample.stack.adaptations, staysUp });
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      keep: { type: 'boolean', default: false },
      bundles: { type: 'string' },
      patience: { type: 'string', default: '60' },
    },
  });
  return { bundles: values.bundles, staysUp: values.keep, timeoutSeconds: Number(values.patience) };
}

async function main(): Promise<void> {
  const stop = new AbortController();
  // Ctrl-C arrives several times, from the terminal and from npm. Only the first one has an effect.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  const { stdout } = process;
  const narrator = makeNarrator({
    write: (text) => stdout.write(text),
    isTerminal: stdout.isTTY,
    columns: stdout.columns,
    elapsedMs: () => performance.now(),
  });
  try {
    await demo(readOptions(), narrator, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) narrator.heading('Stopped and cleaned up.');
    else process.stderr.write(`\nFailed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = stop.signal.aborted ? 130 : 1;
  }
}

void main();
