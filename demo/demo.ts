/**
 * `npm run demo`: deploys the sample app to a local AWS, signs an envelope at each of the four simulated
 * providers, and shows the events and the archived files. `-- --keep` leaves it all up. For tests: `--bundles DIR` takes the Lambda bundles from
 * DIR and builds none, `--patience N` waits N seconds for the archive.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { everyProvider } from '../test/local-aws/harness/every-provider';
import { launchSample, type RunningSample } from '../test/local-aws/harness/launch-sample';
import { environmentLines, lookAround } from './look-around';
import { narrator as makeNarrator, type Narrator } from './narrator';
import { tellStory } from './tell-story';

interface Options {
  readonly keep: boolean;
  readonly bundles?: string;
  /** Seconds. */
  readonly patience: number;
}

async function demo(
  { keep, bundles, patience }: Options,
  narrator: Narrator,
  signal: AbortSignal,
): Promise<void> {
  narrator.heading('A local AWS, and the sample app deployed to it');
  const { step } = narrator;
  const source = bundles === undefined ? { build: true } : { bundles };
  const sample = await launchSample({ endpoints: everyProvider, step, signal, ...source });
  try {
    const endpoints = everyProvider.map(({ endpoint }) => endpoint);
    await tellStory(sample, { endpoints, patience, narrator, signal });
    narrator.heading('All as it should be.');
    if (keep) await stayUp(sample, narrator, signal);
  } finally {
    await step('Stop everything and clean up', sample.stop);
  }
}

async function stayUp(sample: RunningSample, narrator: Narrator, signal: AbortSignal): Promise<void> {
  narrator.heading('It stays up until you press Ctrl-C. In another terminal:\n');
  const say = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n\n`);
  say(environmentLines(sample));
  say(lookAround(sample));
  if (!signal.aborted) await once(signal, 'abort');
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      keep: { type: 'boolean', default: false },
      bundles: { type: 'string' },
      patience: { type: 'string', default: '60' },
    },
  });
  return { ...values, patience: Number(values.patience) };
}

async function main(): Promise<void> {
  const options = readOptions();
  const stop = new AbortController();
  // A terminal's Ctrl-C arrives several times, from the terminal and from npm: the first one counts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  const narrator = makeNarrator({
    write: (text) => process.stdout.write(text),
    elapsed: () => performance.now(),
  });
  try {
    await demo(options, narrator, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) narrator.heading('Stopped: nothing is left behind.');
    else process.stderr.write(`\nFailed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = stop.signal.aborted ? 130 : 1;
  }
}

void main();
