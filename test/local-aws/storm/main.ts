/**
 * `npm run test:storm -- --seed 1 --webhooks 1000 --faults 20%`: deploys the sample app to a local AWS, sends it webhooks
 * while calls fail, and accounts for every request. The exit code is 1 if anything is missing, forged or leaked.
 *
 * With `--planted` it deploys faulty functions instead, one fault after the other. The exit code is 1 if a storm does not
 * report its fault, or if passes do not heal what they must.
 */
import { launchSample } from '../harness/sample/launch-sample';
import type { Discrepancy } from './discrepancy';
import { reportsOf, stormWithPlants } from './find-planted-faults';
import { groupBy } from './genuine-requests';
import { stormPlants } from './planted-faults';
import { prepareField, runStorm, stormEndpoints } from './run-storm';
import { againCommand, renderReport } from './storm-report';

interface Options {
  readonly seed: number;
  readonly webhooks: number;
  readonly faults: number;
  readonly lanes: number;
  readonly patience: number;
  /** The name of one planted fault, or `true` for all of them. */
  readonly planted?: string | true;
}

/** The size of a storm with a planted fault. The rarest faults show in some three of a hundred webhooks. */
const plantedSize = { webhooks: 120, faults: 0.3 } as const;

const start = performance.now();
const log = (line: string) =>
  void process.stdout.write(`${((performance.now() - start) / 1_000).toFixed(0).padStart(5)} s  ${line}\n`);

async function storm(options: Options): Promise<void> {
  const again = againCommand(options);
  const signal = stopSignal();
  log(again);
  const sample = await launchSample({
    endpoints: stormEndpoints,
    build: true,
    signal,
    step: (title, work) => (log(title), work()),
  });
  try {
    const field = await prepareField(sample);
    const report = await runStorm(field, {
      ...options,
      concurrency: options.lanes,
      idleSeconds: options.patience,
      log,
      signal,
    });
    for (const line of renderReport(report)) process.stdout.write(`${line}\n`);
    if (report.discrepancies.length > 0) throw new Error('the account does not balance');
    log('Everything accepted is there, once, and nothing else.');
  } catch (error) {
    process.stderr.write(`\nFailed: ${String(error)}\nThe same plan again: ${again}\n`);
    process.exitCode = 1;
  } finally {
    await sample.stop();
  }
}

async function findPlants({ planted, ...options }: Options): Promise<void> {
  const signal = stopSignal();
  const names = Object.keys(stormPlants).filter((name) => planted === true || name === planted);
  if (names.length === 0)
    throw new Error(`There is no fault "${planted}", only: ${Object.keys(stormPlants).join('; ')}`);
  for (const some of groupBy(names, (name) => stormPlants[name]?.deployment).values())
    await findTogether(some, { ...options, signal });
}

/** Deploys some faults together, and reports each. */
async function findTogether(
  names: readonly string[],
  { seed, lanes, patience, signal }: Options & { readonly signal: AbortSignal },
): Promise<void> {
  const plants = names.flatMap((name) => stormPlants[name] ?? []);
  const options = { ...plantedSize, seed, concurrency: lanes, idleSeconds: patience, signal };
  const { discrepancies, afterPasses } = await stormWithPlants(plants, options);
  log(`together: ${countNames(discrepancies)}`);
  for (const [index, name] of names.entries()) {
    const found = reportsOf(plants[index]!, discrepancies);
    const [first] = found;
    const report = first ? `${first.name} × ${found.length}, as in: ${first.about}` : 'NOT REPORTED';
    log(`${name}: ${report}`);
    if (!first) process.exitCode = 1;
  }
  if (afterPasses === undefined) return;
  log(`after passes: ${afterPasses.length === 0 ? 'healed' : `NOT HEALED, ${countNames(afterPasses)}`}`);
  if (afterPasses.length > 0) process.exitCode = 1;
}

function countNames(discrepancies: readonly Discrepancy[]): string {
  const names = [...groupBy(discrepancies, ({ name }) => name)];
  return names.map(([name, some]) => `${name} × ${some.length}`).join(', ') || 'nothing';
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}

const asWholeNumber = (text: string): number => (/^\d{1,10}$/.test(text) ? Number(text) : NaN);

const asShare = (text: string): number => (/^\d{1,2}%$/.test(text) ? Number(text.slice(0, -1)) / 100 : NaN);

async function main(): Promise<void> {
  const { Command, InvalidArgumentError } = await import('commander');
  const checked = (read: (text: string) => number, form: string) => (text: string) => {
    const value = read(text);
    if (Number.isNaN(value)) throw new InvalidArgumentError(`It must be ${form}.`);
    return value;
  };
  const wholeNumber = checked(asWholeNumber, 'a whole number');
  await new Command('test:storm')
    .description('Sends webhooks to a deployed sample while calls fail, and accounts for every request')
    .option('--seed <number>', 'what is sent, and in which order', wholeNumber, 1)
    .option('--webhooks <number>', 'requests, with duplicates and forgeries', wholeNumber, 1_000)
    .option(
      '--faults <share>',
      'share of the calls to AWS and providers that fail',
      checked(asShare, 'like 20%'),
      0.2,
    )
    .option('--lanes <number>', 'concurrent requests', wholeNumber, 6)
    .option(
      '--patience <seconds>',
      'longest time without progress while the queues are being emptied',
      wholeNumber,
      900,
    )
    .option('--planted [fault]', 'deploys faulty functions: every planted fault, or the one with this name')
    .action((options: Options) => (options.planted === undefined ? storm(options) : findPlants(options)))
    .parseAsync();
}

void main();
