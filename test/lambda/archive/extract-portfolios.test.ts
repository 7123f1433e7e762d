import { RunTimeSpent } from '../../../lambda/pdf/run-time-spent';
import type { ListedFile } from '../../../lambda/providers/provider';
import { archiverWorld, archiveJob, ProcessDied, type ArchiverWorld } from './archiver-world';
import { portfolioPdf, samplePdfs, type Attachment } from './portfolio/portfolio-pdf';
import { scriptedApi } from './scripted-api';
import { digest } from './write-once-memory';

const container: ListedFile = {
  role: 'executed',
  name: 'signed-documents.pdf',
  presence: 'required',
  format: 'pdf',
  mayBePortfolio: true,
};
const proof: ListedFile = {
  role: 'certificate',
  name: 'certificate.pdf',
  presence: 'required',
  format: 'pdf',
};

let pdfs: readonly Buffer[];
let attachments: Attachment[];

beforeAll(async () => {
  pdfs = await samplePdfs(4);
  attachments = ['../../etc/passwd', 'b.pdf', 'b.pdf'].map((name, index) => ({ name, bytes: pdfs[index]! }));
});

/** An API with the given executed file. */
function apiWith(bytes: Buffer) {
  const state = { complete: true, status: 'DONE', revision: 1, files: [container, proof] };
  return scriptedApi([state], { [container.name]: bytes, [proof.name]: pdfs[3]! });
}

const job = archiveJob('envelope-1');

function bundlePrefix(world: ArchiverWorld): string {
  return `documents/contracts/envelope-1/${world.manifests()[0]?.revision}/`;
}

test('a portfolio is stored unchanged, with its numbered PDFs beside it, each once', async () => {
  const portfolio = await portfolioPdf(attachments);
  const world = archiverWorld(apiWith(portfolio));

  await world.run(job);

  const [manifest] = world.manifests();
  const prefix = bundlePrefix(world);
  const parts = [1, 2, 3].map((number) => `${prefix}signed-documents/${number}.pdf`);
  expect([...world.objects.keys()]).toEqual([
    `${prefix}signed-documents.pdf`,
    `${prefix}certificate.pdf`,
    ...parts,
    `${prefix}manifest.json`,
  ]);
  expect(world.objects.get(`${prefix}signed-documents.pdf`)).toEqual(portfolio);
  expect(manifest?.files.slice(2)).toEqual(
    parts.map((key, index) => ({
      role: 'portfolio-document',
      key,
      size: pdfs[index]!.length,
      sha256: digest(pdfs[index]!),
      title: attachments[index]!.name,
      extractedFrom: `${prefix}signed-documents.pdf`,
    })),
  );
  expect(parts.map((key) => world.objects.get(key))).toEqual(pdfs.slice(0, 3));
  expect(manifest?.problems).toEqual([]);
  expect(world.events[0]?.archive).toMatchObject({ fileCount: 5, files: manifest?.files });
});

test('a PDF that is not a portfolio is archived without a problem', async () => {
  const world = archiverWorld(apiWith(pdfs[0]!));

  await world.run(job);

  expect(world.manifests()[0]).toMatchObject({
    problems: [],
    files: [{ role: 'executed' }, { role: 'certificate' }],
  });
});

test('several files that are not PDFs are one problem, and the bundle is archived', async () => {
  const texts = ['1.txt', '2.txt'].map((name) => ({ name, bytes: Buffer.from(name) }));
  const world = archiverWorld(apiWith(await portfolioPdf([...texts, { name: '3.pdf', bytes: pdfs[0]! }])));

  await world.run(job);

  const key = `${bundlePrefix(world)}signed-documents.pdf`;
  expect(world.manifests()[0]?.problems).toEqual([{ name: 'portfolio-file-not-a-pdf', key }]);
  expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'portfolio-file-not-a-pdf' });
  expect(world.objects.has(key.replace('.pdf', '/1.pdf'))).toBe(true);
});

test('a container that is too large is not read', async () => {
  const portfolio = await portfolioPdf(attachments);
  const limits = {
    maxContainerBytes: portfolio.length - 1,
    maxPartsBytes: 1e7,
    maxParts: 9,
    readTimeMs: 60_000,
  };
  const world = archiverWorld(apiWith(portfolio), { limits: { portfolio: limits } });

  await world.run(job);

  const key = `${bundlePrefix(world)}signed-documents.pdf`;
  expect(world.manifests()[0]?.problems).toEqual([{ name: 'portfolio-too-large', key }]);
  expect(world.calls).not.toContain('get');
});

test('a container whose runs were perhaps killed is left closed, and the bundle is archived', async () => {
  const world = archiverWorld(apiWith(await portfolioPdf(attachments)));

  await world.run(job, { receiveCount: 16 });

  const key = `${bundlePrefix(world)}signed-documents.pdf`;
  expect(world.manifests()[0]?.problems).toEqual([{ name: 'portfolio-given-up', key }]);
  expect(world.calls).not.toContain('get');
  expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'portfolio-given-up' });
});

test('an unreadable PDF is a problem, and the bundle is archived', async () => {
  const broken = Buffer.from('%PDF-1.7\nxref << /Type /Page >>\nstartxref\n9\n%%EOF\n');
  const world = archiverWorld(apiWith(broken));

  await world.run(job);

  expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'portfolio-unreadable' });
});

test('a key that has other bytes than the part fails the job: a manifest names no file that the archive does not have', async () => {
  const world = archiverWorld(apiWith(await portfolioPdf(attachments)));
  await world.run(job);
  const prefix = bundlePrefix(world);
  world.objects.delete(`${prefix}manifest.json`);
  world.plant(`${prefix}signed-documents/2.pdf`, pdfs[3]!, digest(pdfs[3]!));

  await world.run(job);

  expect(world.events.at(-1)).toMatchObject({
    type: 'envelope.archive-failed',
    problem: 'portfolio-document-not-ours',
  });
});

describe('a crash', () => {
  const part = ['describe', 'put'];
  const allCalls = [
    ...['status', 'describe', 'describe', 'download', 'put', 'describe', 'download', 'put'],
    ...['get', ...part, ...part, ...part],
    ...['status', 'put', 'publish'],
  ];
  const deaths = allCalls.flatMap((step, index) =>
    (['before', 'after'] as const).map((moment) => ({ step, moment, call: index + 1 })),
  );
  let portfolio: Buffer;

  beforeAll(async () => {
    portfolio = await portfolioPdf(attachments);
  });

  test('can happen at any of these calls', async () => {
    const world = archiverWorld(apiWith(portfolio));

    await world.run(job);

    expect(world.calls).toEqual(allCalls);
  });

  test.each(deaths)('$moment call $call ($step): the next run finishes the same bundle', async (death) => {
    const undisturbed = archiverWorld(apiWith(portfolio));
    await undisturbed.run(job);
    const world = archiverWorld(apiWith(portfolio));

    world.dieAt(death);
    await expect(world.run(job)).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await world.run(job);

    expect(world.objects).toEqual(undisturbed.objects);
    expect(world.events[0]).toEqual(undisturbed.events[0]);
    expect(world.leftovers()).toEqual([]);
  });
});

test('when time is short, each run extracts at least one part, until the bundle is finished', async () => {
  const world = archiverWorld(apiWith(await portfolioPdf(attachments)));
  world.clock.remainingMs = () => 20_000;
  let runs = 0;

  do {
    await world.run(world.queue.pop()?.job ?? job);
    runs++;
  } while (world.queue.length > 0 && runs < 20);

  expect(world.manifests()[0]?.files).toHaveLength(5);
  expect(runs).toBeLessThanOrEqual(6);
});

test('a portfolio that has killed the function many times is given up, and the bundle is archived', async () => {
  const world = archiverWorld(apiWith(await portfolioPdf(attachments)));

  await world.run(job, { receiveCount: 9 });

  const key = `${bundlePrefix(world)}signed-documents.pdf`;
  expect(world.manifests()[0]?.problems).toEqual([{ name: 'portfolio-given-up', key }]);
  expect(world.calls).not.toContain('get');
  expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'portfolio-given-up' });
});

test('a portfolio is still read at the eighth delivery: an outage of S3 costs some', async () => {
  const world = archiverWorld(apiWith(await portfolioPdf(attachments)));

  await world.run(job, { receiveCount: 8 });

  expect(world.manifests()[0]?.problems).toEqual([]);
});

test('a run that ends while it reads a portfolio archives nothing and sends no message: its deliveries are counted', async () => {
  const world = archiverWorld(apiWith(await portfolioPdf(attachments)));
  await world.run(job);
  world.objects.delete(`${bundlePrefix(world)}manifest.json`);
  world.clock.remainingMs = () => -1;

  await expect(world.run(job)).rejects.toThrow(RunTimeSpent);

  expect(world.queue).toEqual([]);
  expect(world.events).toHaveLength(1);
});
