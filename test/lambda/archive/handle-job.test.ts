import { handleJob } from '../../../lambda/archive/handle-job';
import type { PermanentFailureReason } from '../../../lambda/contracts/failure-reason';
import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { startIinkedSignSimulator, type IinkedSignSimulator } from '../../simulators/iinked-sign/simulator';
import { archiveJob, archiverWorld } from './archiver-world';

let simulator: IinkedSignSimulator;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator();
});

afterAll(() => simulator.close());

const job = archiveJob('24428e41-8b96-40cc-96e6-b74c7c539fcb');
const run = { remainingMs: () => 900_000 };

test('handles a job of its endpoint', async () => {
  const world = archiverWorld(simulator);

  await handleJob(world.deps, JSON.stringify(job), run);

  expect(world.queue).toHaveLength(1);
});

test.each<[content: string, text: string, reason: PermanentFailureReason]>([
  ['text that is not JSON', 'hello', 'archive-job-unreadable'],
  ['JSON that is not a job', '{}', 'archive-job-unreadable'],
  ['a job of a later version', JSON.stringify({ ...job, version: 2 }), 'archive-job-unreadable'],
  ['an id that leaves its folder', JSON.stringify({ ...job, envelopeId: '../x' }), 'archive-job-unreadable'],
  [
    'an id that leaves its folder once it is decoded',
    JSON.stringify({ ...job, envelopeId: '..%2fx' }),
    'archive-job-unreadable',
  ],
  ['a job of another endpoint', JSON.stringify({ ...job, endpoint: 'leases' }), 'endpoint-unknown'],
  ['a job of another provider', JSON.stringify({ ...job, provider: 'kingsign' }), 'endpoint-unknown'],
])('refuses %s, without any external call', async (_, text, reason) => {
  const world = archiverWorld(simulator);

  await expect(handleJob(world.deps, text, run)).rejects.toEqual(new PermanentFailure(reason));

  expect(world.calls).toEqual([]);
});
