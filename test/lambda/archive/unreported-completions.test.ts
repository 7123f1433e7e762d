import type { ArchiveClaim } from '../../../lambda/contracts/archive-claim';
import {
  archiveJobSchema,
  maxFoldedCompletions,
  type ArchiveJob,
} from '../../../lambda/contracts/archive-job';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import type { EnvelopeState } from '../../../lambda/providers/provider';
import { onePage, textPdf } from '../pdf/inspection/sound-pdf';
import { archiveJob, archiverWorld, start, type ArchiverWorld } from './archiver-world';
import { partialApi, type Download } from './partial-api';
import { scriptedApi } from './scripted-api';

const envelopeId = 'one';
const minute = 60_000;
const sound = textPdf(onePage);
const idOf = (name: string) => name.repeat(64);

/** A job of a pass whose envelope has no record of the completion. */
const missedJob = (more: Partial<ArchiveJob> = {}) =>
  archiveJob(envelopeId, {
    orderId: 'pass',
    foundBy: 'reconciliation',
    unreportedCompletion: { occurredAt: '2026-11-21T09:00:00.000Z' },
    ...more,
  });

const webhookJob = (more: Partial<ArchiveJob> = {}) =>
  archiveJob(envelopeId, { orderId: 'webhook', completionEventId: idOf('d'), ...more });

const importJob = (more: Partial<ArchiveJob> = {}) =>
  archiveJob(envelopeId, { orderId: 'import', foundBy: 'import', completionEventId: idOf('e'), ...more });

const done = { complete: true, status: 'DONE', title: 'Lease', legacyId: '7', revision: 1, files: [] };
const open = { ...done, complete: false, status: 'OPEN' };

const worldOf = (...states: EnvelopeState[]) => archiverWorld(scriptedApi(states, {}));

const summary = ({ events }: ArchiverWorld) =>
  events.map(({ type, id, foundBy }) => [type, ...(type === 'envelope.completed' ? [id] : []), foundBy]);

const archived = (foundBy: ArchiveJob['foundBy']) => ['envelope.archived', foundBy];
const completed = (id: string) => ['envelope.completed', id, 'reconciliation'];

const claimOf = ({ claims }: ArchiverWorld) => claims.claims.get(`contracts/${envelopeId}.json`)?.claim;

/** Runs the job that waits until it ends. */
async function runWaiting(world: ArchiverWorld): Promise<void> {
  for (let job = world.queue.pop()?.job; job; job = world.queue.pop()?.job) {
    world.clock.now = new Date(world.clock.now.getTime() + 20 * minute);
    await world.run(job);
  }
}

/** Runs a job that has to wait, one that is folded into it, and then the waiting one until it ends. */
async function runFolded(waiting: ArchiveJob, folded: ArchiveJob): Promise<ArchiverWorld> {
  const world = worldOf(open, open, done);
  await world.run(waiting);
  await world.run(folded);
  await runWaiting(world);
  return world;
}

describe('a completion that no webhook reported', () => {
  test('is published once the provider confirms it, and the bundle says who found it', async () => {
    const world = worldOf(done);

    await world.run(missedJob());

    expect(world.events[0]).toStrictEqual({
      version: 1,
      id: idOf('c'),
      type: 'envelope.completed',
      provider: 'iinked-sign',
      endpoint: 'contracts',
      confirmed: true,
      foundBy: 'reconciliation',
      occurredAt: '2026-11-21T09:00:00.000Z',
      receivedAt: start.toISOString(),
      envelope: { id: envelopeId, legacyId: '7', title: 'Lease', status: 'DONE' },
    });
    expect(summary(world)).toEqual([completed(idOf('c')), archived('reconciliation')]);
    expect(world.manifests()).toMatchObject([{ foundBy: 'reconciliation' }]);
  });

  test('has no time where the provider’s list has none', async () => {
    const world = worldOf(done);

    await world.run(missedJob({ unreportedCompletion: {} }));

    expect(world.events[0]).not.toHaveProperty('occurredAt');
  });

  test('is not published while the provider does not confirm it', async () => {
    const world = worldOf(open);

    await world.run(missedJob());

    expect(world.events).toEqual([]);
  });

  test('is published before the downloads, and once, while a file is missing', async () => {
    const downloads = new Map<string, Download>([['a.pdf', new ProviderApiError('server-error')]]);
    const world = archiverWorld(partialApi(downloads).api);

    await world.run(missedJob());
    const first = summary(world);
    await world.run(world.queue.pop()!.job, { receiveCount: 2 });
    downloads.set('a.pdf', sound);
    await runWaiting(world);

    expect(first).toEqual([completed(idOf('c'))]);
    expect(summary(world)).toEqual([completed(idOf('c')), archived('reconciliation')]);
  });

  test('is published once by a job that goes on in further runs, as its own time was short', async () => {
    const downloads = new Map<string, Download>([
      ['a.pdf', sound],
      ['b.pdf', sound],
    ]);
    const world = archiverWorld(partialApi(downloads).api);
    world.clock.remainingMs = () => 0;

    await world.run(missedJob());
    await runWaiting(world);

    expect(summary(world)).toEqual([completed(idOf('c')), archived('reconciliation')]);
  });

  test('is published once by a job that waits for a file which may still come', async () => {
    const file = { role: 'executed', name: 'a.pdf', presence: 'if-any', format: 'pdf' } as const;
    const world = archiverWorld(partialApi(new Map(), [file]).api, { limits: { fileWaitMs: minute } });

    await world.run(missedJob());
    await runWaiting(world);

    expect(summary(world)).toEqual([completed(idOf('c')), archived('reconciliation')]);
  });

  test('is not published again by a job that was given up and redriven', async () => {
    const downloads = new Map<string, Download>([['a.pdf', new ProviderApiError('server-error')]]);
    const world = archiverWorld(partialApi(downloads).api);

    await world.run(missedJob({ firstSeenAt: '2026-11-01T00:00:00.000Z', attempt: 200 }));
    downloads.set('a.pdf', sound);
    await world.run(archiveJobSchema.parse(world.deadLetters[0]?.job));

    expect(summary(world)).toEqual([
      completed(idOf('c')),
      ['envelope.archive-failed', 'reconciliation'],
      archived('reconciliation'),
    ]);
  });

  test('is not published, nor is anything else, if the bundle is there', async () => {
    const world = worldOf(done);
    await world.run(webhookJob());

    await world.run(missedJob());

    expect(summary(world)).toEqual([archived(undefined)]);
    expect(world.counts).toEqual({ BundleArchived: 1 });
  });

  test('is not published if the bundle is there from an earlier version, which names no job', async () => {
    const world = worldOf(done);
    await world.run(webhookJob());
    const [manifest] = world.manifests();
    const [key] = [...world.objects.keys()];
    world.plant(key!, Buffer.from(JSON.stringify({ ...manifest, orderId: undefined })), 'x');

    await world.run(missedJob());

    expect(summary(world)).toEqual([archived(undefined)]);
  });
});

describe('an import', () => {
  test('publishes the bundle only, and says that it is of an import', async () => {
    const world = worldOf(done);

    await world.run(importJob({ unreportedCompletion: {} }));

    expect(summary(world)).toEqual([archived('import')]);
    expect(world.manifests()).toMatchObject([{ foundBy: 'import' }]);
  });

  test('that fails publishes nothing: its dead letter and its metric remain', async () => {
    const world = worldOf(open);

    await world.run(importJob({ firstSeenAt: '2026-11-01T00:00:00.000Z', attempt: 200 }));

    expect(world.events).toEqual([]);
    expect(world.deadLetters).toMatchObject([{ job: { foundBy: 'import' } }]);
    expect(world.counts).toEqual({ ArchiveFailed: 1 });
  });

  test('whose bundle a webhook’s job finds is announced for that webhook, with the same id', async () => {
    const world = worldOf(done);
    await world.run(importJob());

    await world.run(webhookJob());

    expect(summary(world)).toEqual([archived('import'), archived(undefined)]);
    expect(world.events[1]?.id).toBe(world.events[0]?.id);
  });

  test('that is found again by another import is not announced again', async () => {
    const world = worldOf(done);
    await world.run(importJob());

    await world.run(importJob({ orderId: 'import-2' }));

    expect(summary(world)).toEqual([archived('import')]);
  });

  test.each([
    ['a webhook’s job', webhookJob(), [archived(undefined)]],
    ['a job of reconciliation', missedJob(), [completed(idOf('c')), archived('reconciliation')]],
    ['another import', importJob({ orderId: 'import-2' }), [archived('import')]],
  ])('that waits is as loud as %s that is folded into it', async (_, folded, expected) => {
    const world = await runFolded(importJob({ unreportedCompletion: {} }), folded);

    expect(world.counts.ArchiveJobFolded).toBe(1);
    expect(summary(world)).toEqual(expected);
  });

  test('that is given up announces the failure if a webhook’s job was folded into it', async () => {
    const world = worldOf(open);

    await world.run(importJob());
    await world.run(webhookJob());
    const { job } = world.queue.pop()!;
    world.clock.now = new Date(start.getTime() + 50 * 60 * minute);
    await world.run({ ...job, attempt: 200, extensions: 1 });

    expect(summary(world)).toEqual([['envelope.archive-failed', undefined]]);
  });
});

describe('a job of reconciliation that is folded into a waiting one', () => {
  test('has its completion published by that one, once', async () => {
    const world = await runFolded(webhookJob(), missedJob());

    expect(summary(world)).toEqual([completed(idOf('c')), archived(undefined)]);
    expect(world.events[0]).toMatchObject({ occurredAt: '2026-11-21T09:00:00.000Z' });
  });

  test('has its completion published beside the other’s', async () => {
    const world = await runFolded(
      missedJob({ orderId: 'pass-1' }),
      missedJob({ orderId: 'pass-2', completionEventId: idOf('f') }),
    );

    expect(summary(world)).toEqual([completed(idOf('c')), completed(idOf('f')), archived('reconciliation')]);
  });

  test('has nothing to publish if it is the same completion', async () => {
    const world = await runFolded(missedJob({ orderId: 'pass-1' }), missedJob({ orderId: 'pass-2' }));

    expect(summary(world)).toEqual([completed(idOf('c')), archived('reconciliation')]);
  });

  test('has nothing to publish if it has published its own completion', async () => {
    const downloads = new Map<string, Download>([['a.pdf', new ProviderApiError('server-error')]]);
    const world = archiverWorld(partialApi(downloads).api);
    await world.run(webhookJob());

    await world.run(missedJob());
    downloads.set('a.pdf', sound);
    await runWaiting(world);

    expect(summary(world)).toEqual([completed(idOf('c')), archived(undefined)]);
  });

  test('leaves nothing in the claim of an owner that has published its completion and waits for a file', async () => {
    const downloads = new Map<string, Download>([['a.pdf', new ProviderApiError('server-error')]]);
    const { api } = partialApi(downloads);
    let isOpen = true;
    const world = archiverWorld({
      ...api,
      getEnvelope: async (id, signal) => (isOpen ? open : api.getEnvelope(id, signal)),
    });
    await world.run(webhookJob());
    await world.run(missedJob());
    isOpen = false;

    await world.run(world.queue.pop()!.job);

    expect(summary(world)).toEqual([completed(idOf('c'))]);
    expect(claimOf(world)).not.toHaveProperty('foldedCompletions');
  });

  test('loses its completion neither when the other is given up, nor when that one is redriven', async () => {
    const world = worldOf(open, open, open, done);

    await world.run(webhookJob());
    await world.run(missedJob());
    world.clock.now = new Date(start.getTime() + 50 * 60 * minute);
    await world.run({ ...world.queue.pop()!.job, attempt: 200, extensions: 1 });
    await world.run(archiveJobSchema.parse(world.deadLetters[0]?.job));

    expect(summary(world).slice(1)).toEqual([completed(idOf('c')), archived(undefined)]);
  });

  test('loses its completion not when a third job takes over from an owner that is gone', async () => {
    const world = worldOf(open, open, open, done);

    await world.run(webhookJob());
    await world.run(missedJob());
    world.queue.pop();
    world.clock.now = new Date(start.getTime() + 20 * 60 * minute);
    await world.run(webhookJob({ orderId: 'third', firstSeenAt: world.clock.now.toISOString() }));
    await runWaiting(world);

    expect(summary(world)).toEqual([completed(idOf('c')), archived(undefined)]);
  });

  test('leaves a claim that stays small, with the latest completions', async () => {
    const world = worldOf(open);
    const digits = [...'0123456789abcdef'];

    await world.run(webhookJob());
    for (const digit of digits)
      await world.run(missedJob({ orderId: `pass-${digit}`, completionEventId: idOf(digit) }));

    expect(claimOf(world)?.foldedCompletions?.map(({ id }) => id)).toEqual(
      digits.slice(-maxFoldedCompletions).map(idOf),
    );
  });
});

test('a webhook’s job that is folded into a job of reconciliation has nothing more to publish', async () => {
  const world = await runFolded(missedJob(), webhookJob());

  expect(summary(world)).toEqual([completed(idOf('c')), archived(undefined)]);
});

test('a completion that is folded in while the owner writes its bundle is published all the same', async () => {
  let asks = 0;
  const world: ArchiverWorld = archiverWorld({
    ...scriptedApi([], {}),
    getEnvelope: async () => {
      asks++;
      // A run asks before and after the download, so the third question is of the second run.
      if (asks === 3) world.claims.plant(`contracts/${envelopeId}.json`, folded());
      return asks === 1 ? open : done;
    },
  });
  const folded = (): ArchiveClaim => ({
    ...claimOf(world)!,
    ...{ extensions: 1, reannounce: true, foldedCompletions: [{ id: idOf('f') }] },
  });

  await world.run(webhookJob());
  await runWaiting(world);

  expect(summary(world)).toEqual([archived(undefined), completed(idOf('f')), archived(undefined)]);
});

test('a webhook’s claim has none of the new fields, so that an earlier version’s claim counts as a webhook’s', async () => {
  const world = worldOf(open);

  await world.run(webhookJob());
  await world.run(importJob());

  expect(claimOf(world)).toStrictEqual({
    version: 1,
    owner: 'webhook',
    aliveUntil: expect.any(String) as string,
    giveUpAt: expect.any(String) as string,
    extensions: 1,
    reannounce: true,
    released: false,
  });
});
