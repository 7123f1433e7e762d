import { handleJob } from '../../../lambda/archive/handle-job';
import { samplePdf } from '../../../lambda/archive/sample-pdf';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import type { EnvelopeApi } from '../../../lambda/providers/provider';
import { isWholePdf } from '../../../lambda/pdf/whole-pdf';
import { inspect } from '../pdf/inspection/inspect';
import { archiveJob, archiverWorld, ProcessDied } from './archiver-world';
import { digest } from './write-once-memory';

/** An API that fails the test when it is asked. */
const unasked: EnvelopeApi = {
  getEnvelope: () => Promise.reject(new Error('the provider was asked')),
  download: () => Promise.reject(new Error('the provider was asked')),
};

const envelopeId = 'esign-test-0123456789abcdef';
const failingId = 'esign-test-archive-failed-0123456789abcdef';

const testJob = (id = envelopeId, more: Partial<ArchiveJob> = {}) =>
  archiveJob(id, { test: true, orderId: 'order-1', ...more });

const run = (world: ReturnType<typeof archiverWorld>, job: ArchiveJob) =>
  handleJob(world.deps, JSON.stringify(job), { remainingMs: () => 900_000 });

it('the envelope of a test webhook gets a sample bundle below test/, and its event', async () => {
  const world = archiverWorld(unasked);

  await run(world, testJob());

  const [manifest] = world.manifests();
  const prefix = `test/contracts/documents/${envelopeId}/${manifest!.revision}/`;
  expect([...world.objects.keys()]).toEqual([`${prefix}executed.pdf`, `${prefix}manifest.json`]);
  expect(manifest).toMatchObject({ test: true, envelope: { id: envelopeId, status: 'TEST' }, problems: [] });
  expect(world.events).toMatchObject([
    {
      type: 'envelope.archived',
      test: true,
      confirmed: false,
      envelope: { id: envelopeId },
      archive: {
        roles: ['executed'],
        manifest: {
          key: `${prefix}manifest.json`,
          sha256: digest(world.objects.get(`${prefix}manifest.json`)!),
        },
        files: [{ role: 'executed', key: `${prefix}executed.pdf`, sha256: digest(samplePdf()) }],
      },
    },
  ]);
});

it('a test claims nothing, waits for nothing, and counts in no metric', async () => {
  const world = archiverWorld(unasked);

  await run(world, testJob());

  expect(world.calls).toEqual(['put', 'put', 'publish']);
  expect([world.queue, world.deadLetters, world.claims.claims.size]).toEqual([[], [], 0]);
  expect(world.counts).toEqual({});
});

it('a provider that makes no signed document gets a drawn one', async () => {
  const documentDrawing = { original: 'o.pdf', sources: [], name: 'rendered.pdf', plan: () => undefined };
  const world = archiverWorld(unasked, { documentDrawing });

  await run(world, testJob());

  expect(world.events).toMatchObject([{ archive: { roles: ['rendered'] } }]);
});

it.each([
  ['before', 1],
  ['after', 1],
  ['before', 2],
  ['after', 2],
  ['before', 3],
  ['after', 3],
] as const)('a death %s call %i leaves one bundle and one event id', async (moment, call) => {
  const world = archiverWorld(unasked);
  world.dieAt({ moment, call });

  await expect(run(world, testJob())).rejects.toThrow(ProcessDied);
  world.dieAt(undefined);
  await run(world, testJob());

  const whole = archiverWorld(unasked);
  await run(whole, testJob());
  expect(world.objects).toEqual(whole.objects);
  expect(new Set(world.events.map((event) => JSON.stringify(event)))).toEqual(
    new Set(whole.events.map((event) => JSON.stringify(event))),
  );
});

it('a second test webhook about the same envelope announces nothing', async () => {
  const world = archiverWorld(unasked);

  await run(world, testJob());
  await run(world, testJob(envelopeId, { orderId: 'order-2', firstSeenAt: '2026-11-21T12:05:00.000Z' }));

  expect(world.events).toHaveLength(1);
});

it('a test of a failure publishes it, and leaves no dead letter', async () => {
  const world = archiverWorld(unasked);

  await run(world, testJob(failingId));

  expect(world.events).toMatchObject([
    {
      type: 'envelope.archive-failed',
      test: true,
      confirmed: false,
      problem: 'test-failure',
      envelope: { id: failingId },
    },
  ]);
  expect(world.calls).toEqual(['publish']);
  expect(world.counts).toEqual({});
});

it('a test job about another envelope than a test one is refused, without any call', async () => {
  const world = archiverWorld(unasked);

  await expect(run(world, testJob('24428e41-8b96-40cc-96e6-b74c7c539fcb'))).rejects.toMatchObject({
    reason: 'archive-job-unreadable',
  });

  expect(world.calls).toEqual([]);
});

it('the ids of test events differ from those of genuine events about the same envelope', async () => {
  const [test, genuine] = [archiverWorld(unasked), archiverWorld({ ...unasked, getEnvelope: completed })];

  await run(test, testJob());
  await run(genuine, { ...archiveJob(envelopeId) });

  const ids = [...test.events, ...genuine.events].map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
  expect([...genuine.objects.keys()].every((key) => key.startsWith('documents/'))).toBe(true);
});

/** An API whose envelope has the same revision as that of a test. */
const completed: EnvelopeApi['getEnvelope'] = (id) =>
  Promise.resolve({ complete: true, status: 'TEST', revision: ['test', id], files: [] });

it('the sample is a whole PDF without damage, and the same each time', async () => {
  expect(isWholePdf(samplePdf())).toBe(true);
  expect(await inspect(samplePdf())).toBeUndefined();
  expect(samplePdf()).toEqual(samplePdf());
});
