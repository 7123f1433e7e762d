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

/** An API whose executed file is that. */
function apiOf(bytes: Buffer) {
  const reading = { complete: true, status: 'DONE', revision: 1, files: [container, proof] };
  return scriptedApi([reading], { [container.name]: bytes, [proof.name]: pdfs[3]! });
}

const job = archiveJob('envelope-1');

function prefixOf(world: ArchiverWorld): string {
  return `documents/contracts/envelope-1/${world.manifests()[0]?.revision}/`;
}

test('a portfolio is kept as it came, and its PDFs beside it, each once, under numbers', async () => {
  const portfolio = await portfolioPdf(attachments);
  const world = archiverWorld(apiOf(portfolio));

  await world.run(job);

  const [manifest] = world.manifests();
  const prefix = prefixOf(world);
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

test('a PDF that is no portfolio is archived without a word', async () => {
  const world = archiverWorld(apiOf(pdfs[0]!));

  await world.run(job);

  expect(world.manifests()[0]).toMatchObject({
    problems: [],
    files: [{ role: 'executed' }, { role: 'certificate' }],
  });
});

test('several odd files in a portfolio are one problem of the bundle, which is archived', async () => {
  const texts = ['1.txt', '2.txt'].map((name) => ({ name, bytes: Buffer.from(name) }));
  const world = archiverWorld(apiOf(await portfolioPdf([...texts, { name: '3.pdf', bytes: pdfs[0]! }])));

  await world.run(job);

  const key = `${prefixOf(world)}signed-documents.pdf`;
  expect(world.manifests()[0]?.problems).toEqual([{ name: 'portfolio-file-not-a-pdf', key }]);
  expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'portfolio-file-not-a-pdf' });
  expect(world.objects.has(key.replace('.pdf', '/1.pdf'))).toBe(true);
});

test('a container that is too large is not read', async () => {
  const portfolio = await portfolioPdf(attachments);
  const limits = { containerSize: portfolio.length - 1, partsSize: 1e7, mostParts: 9, readTime: 1_000 };
  const world = archiverWorld(apiOf(portfolio), { limits: { portfolio: limits } });

  await world.run(job);

  const key = `${prefixOf(world)}signed-documents.pdf`;
  expect(world.manifests()[0]?.problems).toEqual([{ name: 'portfolio-too-large', key }]);
  expect(world.calls).not.toContain('get');
});

test('what is not readable is a problem, never a failure', async () => {
  const broken = Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog\nstartxref\n9\n%%EOF\n');
  const world = archiverWorld(apiOf(broken));

  await world.run(job);

  expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'portfolio-unreadable' });
});

test('other bytes where a part belongs end the job: nothing may tell of what is not there', async () => {
  const world = archiverWorld(apiOf(await portfolioPdf(attachments)));
  await world.run(job);
  const prefix = prefixOf(world);
  world.objects.delete(`${prefix}manifest.json`);
  world.plant(`${prefix}signed-documents/2.pdf`, pdfs[3]!, digest(pdfs[3]!));

  await world.run(job);

  expect(world.events.at(-1)).toMatchObject({
    type: 'envelope.archive-failed',
    problem: 'portfolio-document-not-ours',
  });
});

describe('a run that is killed', () => {
  const part = ['describe', 'put'];
  const way = [
    ...['status', 'describe', 'describe', 'download', 'put', 'describe', 'download', 'put'],
    ...['get', ...part, ...part, ...part],
    ...['status', 'put', 'publish'],
  ];
  const deaths = way.flatMap((step, index) =>
    (['before', 'after'] as const).map((moment) => ({ step, moment, call: index + 1 })),
  );
  let portfolio: Buffer;

  beforeAll(async () => {
    portfolio = await portfolioPdf(attachments);
  });

  test('would have taken these steps', async () => {
    const world = archiverWorld(apiOf(portfolio));

    await world.run(job);

    expect(world.calls).toEqual(way);
  });

  test.each(deaths)('$moment call $call ($step) is finished by the next one, the same', async (death) => {
    const undisturbed = archiverWorld(apiOf(portfolio));
    await undisturbed.run(job);
    const world = archiverWorld(apiOf(portfolio));

    world.dieAt(death);
    await expect(world.run(job)).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await world.run(job);

    expect(world.objects).toEqual(undisturbed.objects);
    expect(world.events[0]).toEqual(undisturbed.events[0]);
    expect(world.leftovers()).toEqual([]);
  });
});

test('when time is short each run takes out one part at least, until the bundle is whole', async () => {
  const world = archiverWorld(apiOf(await portfolioPdf(attachments)));
  world.clock.remaining = () => 1;
  let runs = 0;

  do {
    await world.run(world.queue.pop()?.job ?? job);
    runs++;
  } while (world.queue.length > 0 && runs < 20);

  expect(world.manifests()[0]?.files).toHaveLength(5);
  expect(runs).toBeLessThanOrEqual(6);
});
