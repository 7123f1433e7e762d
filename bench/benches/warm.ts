import { join } from 'node:path';
import type { Bench, BenchOptions, BenchResult } from '../harness/bench';
import { bundleAnchor } from '../harness/bundle-anchor';
import { genuineRequest } from '../harness/genuine-request';
import { interleave } from '../harness/interleave';
import type { LoopbackAws } from '../harness/loopback-aws';
import { projectRoot } from '../harness/project-root';
import { stageEnvironment } from '../harness/stage-environment';
import { startFunction } from '../harness/start-function';
import { withLoopbackAws } from '../harness/with-loopback-aws';

const anchor = 'SQS only';
const ours = 'ours';

/** A warm verifier: what one webhook costs in CPU time and in calls. */
export const warmBench: Bench = {
  name: 'warm',
  title: 'A webhook in a warm function',
  about:
    'CPU time of one accepted webhook of 5 KiB, after the function has answered a thousand. AWS is a loopback server in another process.',
  run: (options) => withLoopbackAws((aws, folder) => measure(options, folder, aws)),
};

async function measure(
  { isQuick, base }: BenchOptions,
  folder: string,
  aws: LoopbackAws,
): Promise<BenchResult> {
  const verifier = (root: string) => join(root, 'dist', 'lambda', 'verify', 'index.js');
  const files: readonly (readonly [string, string])[] = [
    [anchor, await bundleAnchor('sqs-only', folder)],
    ['SQS, secret, HMAC and a log line', await bundleAnchor('sqs-and-secret', folder)],
    [ours, verifier(projectRoot)],
    ...(base ? [['ours (before)', verifier(base)] as const] : []),
  ];
  const times = isQuick ? 50 : 500;
  const event = genuineRequest(5 * 1024);
  const started = await Promise.all(
    files.map(async ([name, file]) => ({
      name,
      ...(await startFunction(file, { env: stageEnvironment(aws.url) })),
    })),
  );
  try {
    for (const { run } of started) await run(event, 2 * times);
    const before = { ...aws.calls };
    await started.find(({ name }) => name === ours)?.run(event, times);
    const calls = Object.entries(aws.calls).map(
      ([name, count]) => [name, (count - (before[name] ?? 0)) / times] as const,
    );
    const samples = await interleave(
      started.map(({ name, run }) => ({
        name,
        sample: async () => (await run(event, times)).cpuMicroseconds,
      })),
      isQuick ? 2 : 9,
    );
    const table = { title: '5 KiB', unit: 'CPU µs', anchor, samples };
    return { tables: [table], goals: [oneCall(calls)] };
  } finally {
    for (const { stop } of started) await stop();
  }
}

function oneCall(calls: readonly (readonly [string, number])[]) {
  const made = calls.filter(([, perWebhook]) => perWebhook > 0);
  return {
    what: 'one call to AWS for an accepted webhook, and no read of the secret',
    measured: made.map(([name, perWebhook]) => `${perWebhook} ${name}`).join(', '),
    isMet: made.length === 1 && made[0]?.[0] === 'SendMessage' && made[0][1] === 1,
  };
}
