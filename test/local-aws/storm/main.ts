/**
 * `npm run test:storm -- --seed 1 --webhooks 1000 --faults 20%`: deploys the sample app to a local AWS, sends it webhooks
 * while calls fail, and accounts for every request. The exit code is 1 if anything is missing, forged or leaked.
 */
import { launchSample } from '../harness/sample/launch-sample';
import { prepareField, runStorm, stormEndpoints } from './run-storm';
import { againCommand, renderReport } from './storm-report';

interface Options {
  readonly seed: number;
  readonly webhooks: number;
  readonly faults: number;
  readonly lanes: number;
  readonly patience: number;
}

const start = performance.now();
const log = (line: string) =>
  void process.stdout.write(`${((performance.now() - start) / 1_000).toFixed(0).padStart(5)} s  ${line}\n`);

async function storm(options: Options): Promise<void> {
  const again = againCommand(options);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  log(again);
  const { signal } = stop;
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
    .action(storm)
    .parseAsync();
}

void main();
