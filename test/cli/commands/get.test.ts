import { get } from '../../../cli/commands/get';
import type { HomeOptions } from '../../../cli/commands/bring-home';
import type { CommandFailure } from '../../../cli/command-failure';
import { lineProgress } from '../../../cli/terminal/progress';
import { sha256Hex } from '../../../lambda/kit/hash';
import { MemoryFolder } from '../envelope/memory-folder';
import { manifestOf, putBundle, bundleFolder } from '../envelope/stored-envelope';
import { memoryQueue, queued } from '../queues/memory-queue';
import { MemoryVersions } from '../stack/memory-versions';
import { documenso, iinkedSign, queueUrl, stackOf } from '../stack-of';

const job = {
  version: 1,
  provider: 'documenso',
  endpoint: 'team',
  envelopeId: 'envelope_1',
  completionEventId: 'c',
  firstSeenAt: '2026-11-28T00:00:00.000Z',
  attempt: 0,
  givenUp: { reason: 'not-found', at: '2026-11-28T00:00:00.000Z', tries: 11 },
};

/** Runs the command over this archive and these dead letters of the endpoint `team`. */
async function run(
  archive: MemoryVersions,
  {
    envelope = 'envelope_1',
    endpoint,
    json = false,
    home,
    jobs = [],
  }: {
    readonly envelope?: string;
    readonly endpoint?: string;
    readonly json?: boolean;
    readonly home?: Partial<HomeOptions>;
    readonly jobs?: readonly object[];
  } = {},
) {
  const printed: string[] = [];
  const warned: string[] = [];
  const folder = new MemoryFolder();
  const queue = memoryQueue(jobs.map((one) => queued(JSON.stringify(one))));
  const options = {
    stack: 'Mine',
    envelope,
    json,
    ...(endpoint !== undefined && { endpoint }),
    home: home && { folder: 'lease-7', ...home },
  };
  const code = await get(options, {
    readOutputs: () => Promise.resolve(stackOf([documenso, iinkedSign])),
    openQueue: (url) => (url === queueUrl('team-dead') ? queue : memoryQueue()),
    openVersions: (bucket) => (bucket === 'archive' ? archive : new MemoryVersions()),
    openHomeFolder: () => Promise.resolve(folder),
    readLog: () => Promise.resolve([]),
    startProgress: lineProgress(() => undefined),
    now: () => Date.UTC(2026, 10, 28, 1),
    print: (lines) => void printed.push(...lines),
    warn: (line) => void warned.push(line),
  }).catch((error: CommandFailure) => error.message);
  return { code, printed: printed.join('\n'), warned: warned.join('\n'), folder, queue };
}

const contents = { 'executed.pdf': 'the document' };

/** An archive with the bundle of one envelope. */
function archiveWith(...bundles: readonly Parameters<typeof manifestOf>[1][]): MemoryVersions {
  const archive = new MemoryVersions();
  for (const options of bundles) putBundle(archive, contents, options);
  return archive;
}

test('an unknown envelope is exit code 1, with what that means', async () => {
  const { code, printed, warned } = await run(archiveWith({}), { envelope: 'envelope_2' });

  expect([code, printed]).toEqual([1, '']);
  expect(warned).toMatch(/^Problem: The stack knows nothing of envelope_2: no webhook, no bundle, no job\./);
});

test.each(['', '../x', 'a/b', 'x'.repeat(129), 'é', 'a b'])(
  '%j is no id, and nothing is asked',
  async (envelope) => {
    expect(await run(archiveWith({}), { envelope })).toMatchObject({
      code: expect.stringContaining('The envelope id is not valid') as string,
    });
  },
);

test('a dead letter of the envelope is shown, without its body, and stays in its queue', async () => {
  const others = { ...job, envelopeId: 'envelope_2' };
  const { code, printed, queue } = await run(new MemoryVersions(), { jobs: [job, others] });

  expect(code).toBe(0);
  expect(printed).toMatch(/^envelope_1 at team \(documenso\): not archived: the archiver gave up\n/);
  expect(printed).toContain('Dead letters: 1\n');
  expect(printed).toContain('archive job, sent ');
  expect(printed).toContain('not-found: ');
  expect([queue.messages.length, queue.hidden.size]).toEqual([2, 0]);
});

test('the newest whole bundle comes, and the manifest’s digest is printed', async () => {
  const archive = archiveWith({ of: '0a' }, { of: '0b' });
  const { code, printed, folder } = await run(archive, { home: {} });

  const manifest = folder.files.get('manifest.json')?.toString() ?? '';
  expect(code).toBe(0);
  expect(JSON.parse(manifest)).toMatchObject({ revision: '0b' });
  expect(printed).toContain('lease-7: 1 file came. The bundle is whole, and each digest is right.');
  expect(printed).toContain(
    `${bundleFolder(undefined, undefined, '0b')}manifest.json: SHA-256 ${sha256Hex(manifest)}`,
  );
});

test('another revision comes if it is asked for, and an unknown one is refused with those that there are', async () => {
  const archive = archiveWith({ of: '0a' }, { of: '0b' });
  const older = await run(archive, { home: { revision: '0a' } });
  const unknown = await run(archive, { home: { revision: '0c' } });

  expect(JSON.parse(String(older.folder.files.get('manifest.json')))).toMatchObject({ revision: '0a' });
  expect(unknown).toMatchObject({
    code: 1,
    warned: 'Problem: There is no revision "0c": the envelope has "0b", "0a".',
  });
});

test('a manifest with another digest than the event names brings nothing', async () => {
  const wrong = await run(archiveWith({}), { home: { manifestSha256: 'f'.repeat(64) } });
  const odd = await run(archiveWith({}), { home: { manifestSha256: 'f' } });

  expect(wrong).toMatchObject({
    code: 1,
    warned: expect.stringContaining('not the one that you gave') as string,
  });
  expect(wrong.folder.files.size).toBe(0);
  expect(odd.code).toContain('--manifest-sha256 needs the 64 hex digits');
});

test('an id that two endpoints know is shown for both, and brought for the chosen one', async () => {
  const archive = archiveWith({ endpoint: 'team' }, { endpoint: 'contracts' });
  const both = await run(archive, { home: {} });
  const one = await run(archive, { home: {}, endpoint: 'contracts' });

  expect(both.printed.match(/^envelope_1 at /gm)).toHaveLength(2);
  expect(both).toMatchObject({
    code: 1,
    warned: expect.stringContaining('Choose one with --endpoint') as string,
  });
  expect(both.folder.files.size).toBe(0);
  expect([one.code, one.folder.files.size]).toEqual([0, 2]);
});

test('an envelope without a bundle brings nothing, and is still shown', async () => {
  const { code, printed, warned } = await run(new MemoryVersions(), { jobs: [job], home: {} });

  expect(code).toBe(1);
  expect(printed).toContain('envelope_1 at team');
  expect(warned).toBe('Problem: The envelope has no bundle that could be brought.');
});

test('an incomplete bundle comes with its incomplete.json, and is exit code 1', async () => {
  const archive = new MemoryVersions();
  const manifest = manifestOf(contents);
  archive.put(manifest.files[0]!.key, 'the document');
  const missing = [{ role: 'certificate', name: 'certificate.pdf', reason: 'not-a-pdf' }];
  const incomplete = { ...manifest, incomplete: true, givenUpAt: '2026-11-28T00:00:00.000Z', missing };
  archive.put(`${bundleFolder()}incomplete.json`, JSON.stringify(incomplete));

  const { code, printed, folder } = await run(archive, { home: {} });

  expect(code).toBe(1);
  expect([...folder.files.keys()]).toEqual(['executed.pdf', 'incomplete.json']);
  expect(printed).toContain('missing: certificate.pdf: not-a-pdf: a downloaded file is not a complete PDF');
  expect(printed).toContain('The bundle is not whole.');
});

test('an object that was written over is exit code 1, although all files come', async () => {
  const archive = archiveWith({});
  archive.put(`${bundleFolder()}executed.pdf`, 'THE DOCUMENT');

  const { code, printed, folder } = await run(archive, { home: {} });

  expect(code).toBe(1);
  expect(printed).toContain('Fault: executed.pdf was written over or deleted: its first version counts');
  expect(folder.files.get('executed.pdf')?.toString()).toBe('the document');
});

test('the JSON has the same, and no bytes', async () => {
  const { code, printed } = await run(archiveWith({}), { json: true, home: {}, jobs: [job] });

  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    envelopes: [
      {
        endpoint: 'team',
        standing: 'archived',
        ids: ['envelope_1', '42'],
        bundles: [
          {
            state: 'whole',
            revision: '0b41',
            list: { name: 'manifest.json', files: [{ role: 'executed' }] },
          },
        ],
        deadLetters: [{ kind: 'archive job', reason: 'not-found' }],
      },
    ],
    brought: { folder: 'lease-7', bundle: { state: 'whole', brought: 1, there: 0 }, problems: [] },
    problems: [],
  });
  expect(printed).not.toContain('"bytes"');
});

test('a stack of an earlier version is refused in words', async () => {
  const outputs = stackOf([documenso]).map(({ key, value }) => ({
    key,
    value: value.replace('archiveBucket', 'odd'),
  }));
  const deps = { readOutputs: () => Promise.resolve(outputs), openQueue: () => memoryQueue() };

  const failing = get({ stack: 'Mine', envelope: 'E-1', json: false }, deps as never);

  await expect(failing).rejects.toThrow(
    /outputs do not name the archive bucket\. Deploy it with this version first\./,
  );
});
