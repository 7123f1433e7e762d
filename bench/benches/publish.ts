import { join } from 'node:path';
import type { Bench, BenchOptions, BenchResult } from '../harness/bench';
import { bundleAnchor } from '../harness/bundle-anchor';
import { genuineRequest } from '../harness/genuine-request';
import { interleave } from '../harness/interleave';
import type { LoopbackAws } from '../harness/loopback-aws';
import { projectRoot } from '../harness/project-root';
import { stageEnvironment, verifierRole } from '../harness/stage-environment';
import { startFunction } from '../harness/start-function';
import { spreadOf } from '../harness/statistics';
import { withLoopbackAws } from '../harness/with-loopback-aws';

const anchor = 'JSON.parse and PutEvents';
const ours = 'ours: record, event, archive job, log and metric';
const batch = 10;

/** The publisher, and whether its cost stays the same over ten thousand messages. */
export const publishBench: Bench = {
  name: 'publish',
  title: 'A message in the publisher',
  about: `CPU time of one message of 5 KiB, in batches of ${batch}. Each sample is a thousand messages, in the order of time, so the first and the last quarter of ours tell if a message becomes dearer.`,
  run: (options) => withLoopbackAws((aws, folder) => measure(options, folder, aws)),
};

async function measure(
  { isQuick, base }: BenchOptions,
  folder: string,
  aws: LoopbackAws,
): Promise<BenchResult> {
  const asset = (root: string, stage: string) => join(root, 'dist', 'lambda', stage, 'index.js');
  const env = stageEnvironment(aws.url);
  const event = await batchOfVerified(asset(projectRoot, 'verify'), aws);
  const files: readonly (readonly [string, string])[] = [
    [anchor, await bundleAnchor('put-events', folder)],
    [ours, asset(projectRoot, 'publish')],
    ...(base ? [['ours (before)', asset(base, 'publish')] as const] : []),
  ];
  const started = await Promise.all(
    files.map(async ([name, file]) => ({ name, ...(await startFunction(file, { env })) })),
  );
  try {
    const samples = await interleave(
      started.map(({ name, run }) => ({
        name,
        sample: async () => (await run(event, isQuick ? 10 : 1_000 / batch)).cpuMicroseconds / batch,
      })),
      isQuick ? 4 : 12,
    );
    if (!((aws.calls.SendMessage ?? 0) > batch)) throw new Error('The publisher ordered no archive');
    return {
      tables: [{ title: 'one message', unit: 'CPU µs', anchor, samples }],
      goals: [constantCost(samples)],
    };
  } finally {
    for (const { stop } of started) await stop();
  }
}

/** Lets the verifier accept a webhook, and makes a batch of the message that it sends. */
async function batchOfVerified(verifier: string, aws: LoopbackAws): Promise<object> {
  const { run, stop } = await startFunction(verifier, { env: stageEnvironment(aws.url) });
  await run(genuineRequest(5 * 1024), 1);
  await stop();
  const body = aws.lastMessage();
  const Records = Array.from({ length: batch }, (_, n) => ({
    body,
    messageId: String(n),
    receiptHandle: 'receipt',
    attributes: { SenderId: `${verifierRole}:verifier`, ApproximateReceiveCount: '1' },
    messageAttributes: {},
  }));
  return { Records };
}

function constantCost(samples: ReadonlyMap<string, readonly number[]>) {
  const all = samples.get(ours) ?? [];
  const quarter = Math.ceil(all.length / 4);
  const growth = spreadOf(all.slice(-quarter)).median / spreadOf(all.slice(0, quarter)).median;
  return {
    what: 'the last thousands cost at most 1.1 × the first ones',
    measured: `${growth.toFixed(2)} ×`,
    isMet: growth <= 1.1,
  };
}
