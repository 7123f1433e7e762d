import { maxDamagedFiles } from '../../../lambda/contracts/archive-job';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import type { EnvelopeState, ListedFile } from '../../../lambda/providers/provider';
import { onePage, textPdf } from '../pdf/inspection/sound-pdf';
import { archiveJob, archiverWorld, ProcessDied, start, type ArchiverWorld } from './archiver-world';
import { digest } from './write-once-memory';

const sound = textPdf([...onePage, '(\xe4\xf6\xfc\xdf\xe9\xe8\x01\x02)']);
const damaged = Buffer.from(sound.toString('utf8'));
const otherDamaged = Buffer.from(textPdf([...onePage, '(another \xe4\xf6\xfc\xdf)']).toString('utf8'));
const damagedNames = ['1.pdf', '2.pdf', '3.pdf', '4.pdf'];
const inTurn = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? damaged : otherDamaged));
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const file = (name: string, role: ListedFile['role'] = 'executed'): ListedFile => ({
  ...{ name, role, presence: 'required', format: 'pdf' },
});

type Answer = Buffer | ProviderApiError;

/** An archiver whose provider sends these files in turn, and repeats the last one of each. */
function worldOf(answers: Readonly<Record<string, readonly Answer[]>>, role?: ListedFile['role']) {
  const state: EnvelopeState = {
    ...{ complete: true, status: 'COMPLETED', revision: ['one'] },
    files: Object.keys(answers).map((name) => file(name, role)),
  };
  const downloads: string[] = [];
  const world = archiverWorld({
    getEnvelope: async () => state,
    download: async (_, { name }) => {
      const sent = answers[name] ?? [];
      const count = downloads.filter((one) => one === name).length;
      downloads.push(name);
      const answer = sent[Math.min(count, sent.length - 1)]!;
      if (answer instanceof ProviderApiError) throw answer;
      return (async function* () {
        yield answer;
      })();
    },
  });
  return { world, downloads };
}

/** Runs a job and then each job that it sends, when it is due. Returns when they ran. */
async function runAll(world: ArchiverWorld, job = archiveJob('envelope-1')): Promise<readonly number[]> {
  const runsAtMs: number[] = [];
  world.queue.push({ job });
  for (let sent = world.queue.shift(); sent && runsAtMs.length < 400; sent = world.queue.shift()) {
    world.clock.now = new Date(world.clock.now.getTime() + 1_000 * (sent.delaySeconds ?? 0));
    runsAtMs.push(world.clock.now.getTime() - start.getTime());
    await world.run(sent.job);
  }
  return runsAtMs;
}

const storedPdfs = ({ objects }: ArchiverWorld) =>
  [...objects.keys()].filter((key) => key.endsWith('.pdf')).map((key) => key.split('/').at(-1));

test('stores a damaged PDF after it came the same three times, within an hour, and flags it', async () => {
  const { world, downloads } = worldOf({ 'executed.pdf': [damaged] });

  const runsAtMs = await runAll(world);

  expect(downloads).toHaveLength(3);
  expect(runsAtMs.at(-1)).toBeGreaterThanOrEqual(minuteMs + hourMs);
  const [manifest] = world.manifests();
  const key = manifest?.files[0]?.key;
  expect(manifest?.files[0]?.sha256).toBe(digest(damaged));
  expect(manifest?.problems).toEqual([{ name: 'file-decoded-as-text', key }]);
  expect(world.events).toMatchObject([
    {
      type: 'envelope.archived',
      problem: 'file-decoded-as-text',
      archive: { problems: ['file-decoded-as-text'] },
    },
  ]);
  expect(world.counts.DamagedFileArchived).toBe(1);
});

test.each([1, 2])(
  'stores the undamaged PDF without a flag when it comes after %i damaged ones',
  async (count) => {
    const { world } = worldOf({ 'executed.pdf': [...Array.from({ length: count }, () => damaged), sound] });

    await runAll(world);

    const [manifest] = world.manifests();
    expect(manifest?.files[0]?.sha256).toBe(digest(sound));
    expect(manifest?.problems).toEqual([]);
    expect(world.counts.DamagedFileArchived).toBeUndefined();
  },
);

test('counts from the start when the bytes differ, and stores the PDF that then comes the same three times', async () => {
  const { world, downloads } = worldOf({ 'executed.pdf': [damaged, otherDamaged] });

  await runAll(world);

  expect(downloads).toHaveLength(4);
  expect(world.manifests()[0]?.files[0]?.sha256).toBe(digest(otherDamaged));
});

test('never stores a PDF whose bytes differ each time, asks for it once an hour, and gives up after 48 hours', async () => {
  const { world, downloads } = worldOf({
    'executed.pdf': inTurn,
  });

  await runAll(world);

  expect(downloads.length).toBeLessThanOrEqual(50);
  expect(storedPdfs(world)).toEqual([]);
  expect(world.manifests()).toEqual([]);
  expect(world.deadLetters).toMatchObject([{ job: { givenUp: { reason: 'looks-damaged' } } }]);
  expect(world.deadLetters[0]?.job.damaged).toBeUndefined();
});

test('stores a certificate that is drawn anew each time after it looked damaged in the same way three times', async () => {
  const { world, downloads } = worldOf(
    { 'certificate.pdf': [damaged, otherDamaged, damaged] },
    'certificate',
  );

  await runAll(world);

  expect(downloads).toHaveLength(3);
  expect(world.manifests()[0]?.problems).toContainEqual(
    expect.objectContaining({ name: 'file-decoded-as-text' }),
  );
});

test('finishes the downloads of a PDF that came first at the end of the 48 hours', async () => {
  const { world } = worldOf({ 'executed.pdf': [damaged] });
  const late = {
    firstSeenAt: new Date(start.getTime() - 48 * hourMs + minuteMs).toISOString(),
    attempt: 200,
  };
  await runAll(world, archiveJob('envelope-1', late));

  expect(world.deadLetters).toEqual([]);
  expect(world.manifests()[0]?.problems).toHaveLength(1);
});

test('flags a damaged PDF in the manifest if the process dies directly after any call', async () => {
  for (let call = 1; call < 40; call++) {
    const { world } = worldOf({ 'executed.pdf': [damaged] });
    const job = archiveJob('envelope-1', {
      damaged: [
        {
          ...{ name: 'executed.pdf', sha256: digest(damaged), damage: 'file-decoded-as-text', sameCount: 2 },
          dueAt: start.toISOString(),
        },
      ],
    });
    world.dieAt({ call, moment: 'after' });
    const isDead = await world.run(job).then(
      () => false,
      (error: unknown) => error instanceof ProcessDied,
    );
    if (!isDead) return expect(call).toBeGreaterThan(5);
    world.dieAt(undefined);
    await world.run(job, { receiveCount: 2 });

    expect(world.manifests()[0]?.problems).toHaveLength(1);
  }
  throw new Error('The run never ended');
});

test('does not download a PDF again before its time, whatever wakes the job', async () => {
  const { world, downloads } = worldOf({ 'executed.pdf': [damaged] });
  await world.run(archiveJob('envelope-1'));
  const waiting = world.queue.shift()!.job;

  // Another completion is folded into the job, which is due at once.
  await world.run(archiveJob('envelope-1', { completionEventId: 'd'.repeat(64) }));
  world.clock.now = new Date(start.getTime() + minuteMs - 1);
  await world.run(waiting);

  expect(downloads).toHaveLength(2);
  expect(world.queue.at(-1)?.job.damaged).toMatchObject([{ sameCount: 1 }]);
});

test('stores the other files in the first run, however many look damaged', async () => {
  const { world } = worldOf({
    ...Object.fromEntries(damagedNames.map((name) => [name, [damaged]])),
    'last.pdf': [sound],
  });

  await world.run(archiveJob('envelope-1'));

  expect(storedPdfs(world)).toEqual(['last.pdf']);
  expect(world.queue[0]?.job.damaged).toHaveLength(damagedNames.length);
});

test('asks for a file that failed after the usual back-off, while another one waits for an hour', async () => {
  const { world } = worldOf({
    'executed.pdf': [damaged],
    'second.pdf': [new ProviderApiError('unreachable'), sound],
  });
  const job = archiveJob('envelope-1', {
    damaged: [
      {
        ...{ name: 'executed.pdf', sha256: digest(damaged), damage: 'file-decoded-as-text', sameCount: 2 },
        dueAt: new Date(start.getTime() + hourMs).toISOString(),
      },
    ],
  });

  await world.run(job);

  expect(world.queue[0]?.delaySeconds).toBeLessThanOrEqual(minuteMs / 1_000);
});

test.each([
  { title: 'is earlier than the back-off of a file that failed', error: {}, seconds: 60 },
  { title: 'is earlier than Retry-After', error: { retryAfterSeconds: 400 }, seconds: 400 },
])('comes back after $seconds s for a damaged file whose time $title', async ({ error, seconds }) => {
  const { world } = worldOf({
    'executed.pdf': [damaged],
    'second.pdf': [new ProviderApiError('unreachable', error)],
  });

  await world.run(archiveJob('envelope-1', { attempt: 40 }));

  expect(world.queue[0]?.delaySeconds).toBe(seconds);
});

test('downloads a PDF that came the same on time, however often the job has waited', async () => {
  const { world } = worldOf({ 'executed.pdf': [damaged] });

  await world.run(archiveJob('envelope-1', { attempt: 40 }));

  expect(world.queue[0]?.delaySeconds).toBe(60);
});

test('names a PDF whose bytes differ each time in incomplete.json, when it gives up', async () => {
  const { world } = worldOf({ 'executed.pdf': inTurn, 'second.pdf': [sound] });

  await runAll(world);

  const [incomplete] = [...world.objects].filter(([key]) => key.endsWith('incomplete.json'));
  expect(JSON.parse(Buffer.from(incomplete![1]).toString('utf8'))).toMatchObject({
    missing: [{ name: 'executed.pdf', reason: 'looks-damaged' }],
    files: [{ key: expect.stringContaining('second.pdf') as string }],
  });
  expect(world.events).toMatchObject([{ type: 'envelope.archive-failed', problem: 'looks-damaged' }]);
});

test('forgets a damaged PDF that the envelope does not have any more', async () => {
  const { world } = worldOf({ 'executed.pdf': [new ProviderApiError('unreachable')] });
  const gone = { name: 'gone.pdf', sha256: digest(damaged), damage: 'file-decoded-as-text', sameCount: 1 };

  await world.run(archiveJob('envelope-1', { damaged: [{ ...gone, dueAt: start.toISOString() }] }));

  expect(world.queue[0]?.job.damaged).toBeUndefined();
});

/** The answers of more files than a job's message can note. */
const tooMany = (answers: readonly Answer[]) =>
  Object.fromEntries(Array.from({ length: maxDamagedFiles + 100 }, (_, index) => [`${index}.pdf`, answers]));

/** Lets each download take two seconds of the run: 90 of them fit into one. */
function slowDown({ world, downloads }: ReturnType<typeof worldOf>): void {
  const run = world.run;
  let before = 0;
  world.clock.remainingMs = () => 200_000 - 2_000 * (downloads.length - before);
  world.run = async (job) => {
    before = downloads.length;
    await run(job);
    world.clock.now = new Date(world.clock.now.getTime() + 2_000 * (downloads.length - before));
  };
}

test('stores and flags more damaged PDFs than a job can note, which come the same each time', async () => {
  const slow = worldOf(tooMany([damaged]));
  slowDown(slow);

  await runAll(slow.world);

  expect(slow.world.deadLetters).toEqual([]);
  expect(slow.world.manifests()[0]?.problems).toHaveLength(maxDamagedFiles + 100);
});

test('gives up after 48 hours when more PDFs than a job can note differ each time', async () => {
  const slow = worldOf(tooMany(inTurn));
  slowDown(slow);
  const firstSeenAt = new Date(start.getTime() - 46 * hourMs).toISOString();

  const runsAtMs = await runAll(slow.world, archiveJob('envelope-1', { firstSeenAt, attempt: 200 }));

  expect(slow.world.deadLetters).toMatchObject([{ job: { givenUp: { reason: 'looks-damaged' } } }]);
  expect(runsAtMs.at(-1)).toBeLessThan(4 * hourMs);
});
