import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withDownloadOnDisk, type Download } from '../../../lambda/archive/download-to-disk';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import { temporaryFolder } from './temporary-folder';

const limits = { fileSize: 1_000_000_000, fileTime: 60_000, idleTime: 60_000 };
const pdf = Buffer.from('%PDF-1.7\nbody\nstartxref\n9\n%%EOF\n');

let folder: string;

const into = (downloadLimits: typeof limits, format: 'pdf' | 'json' = 'pdf') => ({
  folder,
  limits: downloadLimits,
  format,
});

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  expect(readdirSync(folder)).toEqual([]);
});

const downloadOf =
  (chunks: Iterable<Buffer>): Download =>
  async () =>
    (async function* () {
      for (const chunk of chunks) yield chunk;
    })();

/** A whole PDF of that many bytes and a bit, a megabyte at a time: always the same buffer. */
function* largePdf(megabytes: number): Iterable<Buffer> {
  yield Buffer.from('%PDF-1.7\n');
  const megabyte = Buffer.alloc(1_000_000, '% filling\n');
  for (let count = 0; count < megabytes; count++) yield megabyte;
  yield Buffer.from('startxref\n9\n%%EOF\n');
}

test('gives the file, its size and its digest, readable by nobody else', async () => {
  const seen = await withDownloadOnDisk(
    into(limits),
    downloadOf([pdf.subarray(0, 7), pdf.subarray(7)]),
    async (file) => ({
      ...file,
      bytes: readFileSync(file.path),
      mode: statSync(file.path).mode & 0o777,
    }),
  );

  const sha256 = createHash('sha256').update(pdf).digest('hex');
  expect(seen).toMatchObject({ bytes: pdf, size: pdf.length, sha256, mode: 0o600 });
});

test('a large file takes no more memory than a small one', async () => {
  const before = process.memoryUsage();
  let most = 0;
  const watch = function* () {
    for (const chunk of largePdf(200)) {
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      most = Math.max(most, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
      yield chunk;
    }
  };

  const size = await withDownloadOnDisk(into(limits), downloadOf(watch()), async (file) => file.size);

  expect(size).toBeGreaterThan(200_000_000);
  expect(most).toBeLessThan(50_000_000);
});

test('fails for a file that is too large, without taking more of it', async () => {
  let taken = 0;
  const chunks = function* () {
    for (const chunk of largePdf(100)) {
      taken += chunk.length;
      yield chunk;
    }
  };

  await expect(
    withDownloadOnDisk(into({ ...limits, fileSize: 3_000_000 }), downloadOf(chunks()), async () => 'used'),
  ).rejects.toMatchObject({ reason: 'too-large' });
  expect(taken).toBeLessThan(5_000_000);
});

test('takes a file of exactly the limit', async () => {
  const size = await withDownloadOnDisk(
    into({ ...limits, fileSize: pdf.length }),
    downloadOf([pdf]),
    async (file) => file.size,
  );

  expect(size).toBe(pdf.length);
});

test('fails by name when the disk is full', async () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const download: Download = () => Promise.reject(full);

  await expect(withDownloadOnDisk(into(limits), download, async () => 'used')).rejects.toEqual(
    new ProviderApiError('too-large'),
  );
});

test('removes the file when what uses it fails', async () => {
  const fault = new Error('S3 is down');

  await expect(withDownloadOnDisk(into(limits), downloadOf([pdf]), () => Promise.reject(fault))).rejects.toBe(
    fault,
  );
});

test('a body that comes slowly is not idle', async () => {
  const slowly: Download = async () =>
    (async function* () {
      for (const byte of pdf) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        yield Buffer.of(byte);
      }
    })();
  const signals: AbortSignal[] = [];

  const size = await withDownloadOnDisk(
    into({ ...limits, idleTime: 250 }),
    (signal) => {
      signals.push(signal);
      return slowly(signal);
    },
    async (file) => file.size,
  );

  expect(size).toBe(pdf.length);
  expect(signals[0]?.aborted).toBe(false);
});

test('ends a download in time, also one that listens to the signal only after the garbage collector came', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const download: Download = async (signal) => {
    await sleep(1);
    collectGarbage();
    await sleep(100);
    signal.throwIfAborted();
    return downloadOf([pdf])(signal);
  };

  const spooling = withDownloadOnDisk(into({ ...limits, fileTime: 50 }), download, async () => 'used');

  await expect(spooling).rejects.toMatchObject({ name: 'AbortError' });
});

test('JSON is taken as it comes: its API has checked it', async () => {
  const json = Buffer.from('{"fields":[]}');

  const size = await withDownloadOnDisk(into(limits, 'json'), downloadOf([json]), async (file) => file.size);

  expect(size).toBe(json.length);
});
