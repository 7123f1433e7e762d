import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { withDownloadOnDisk, type Download } from '../../../lambda/archive/download-to-disk';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import { garbageCollector } from '../../garbage-collector';
import { temporaryFolder } from './temporary-folder';

const limits = { maxFileBytes: 1_000_000_000, fileTimeoutMs: 60_000, idleTimeoutMs: 60_000 };
const pdf = Buffer.from('%PDF-1.7\nbody\nstartxref\n9\n%%EOF\n');

let folder: string;

const options = (downloadLimits: typeof limits, format: 'pdf' | 'json' = 'pdf') => ({
  folder,
  limits: downloadLimits,
  format,
});

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => {
  jest.useRealTimers();
  expect(readdirSync(folder)).toEqual([]);
});

const downloadFrom =
  (chunks: Iterable<Buffer>): Download =>
  async () =>
    (async function* () {
      for (const chunk of chunks) yield chunk;
    })();

/** The chunks of a whole PDF, slightly larger than the given size. Each megabyte is the same buffer. */
function* largePdf(megabytes: number): Iterable<Buffer> {
  yield Buffer.from('%PDF-1.7\n');
  const megabyte = Buffer.alloc(1_000_000, '% filling\n');
  for (let count = 0; count < megabytes; count++) yield megabyte;
  yield Buffer.from('startxref\n9\n%%EOF\n');
}

test('gives the file with its size and digest, readable by no other user', async () => {
  const result = await withDownloadOnDisk(
    options(limits),
    downloadFrom([pdf.subarray(0, 7), pdf.subarray(7)]),
    async (file) => ({
      ...file,
      bytes: readFileSync(file.path),
      mode: statSync(file.path).mode & 0o777,
    }),
  );

  const sha256 = createHash('sha256').update(pdf).digest('hex');
  expect(result).toMatchObject({ bytes: pdf, size: pdf.length, sha256, mode: 0o600 });
});

test('downloads a large file in constant memory', async () => {
  const collectGarbage = garbageCollector();
  const usedBytes = () => {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = usedBytes();
  let maxBytes = 0;
  const watch = function* () {
    for (const [index, chunk] of [...largePdf(200)].entries()) {
      if (index % 20 === 0) maxBytes = Math.max(maxBytes, usedBytes() - before);
      yield chunk;
    }
  };

  const size = await withDownloadOnDisk(options(limits), downloadFrom(watch()), async (file) => file.size);

  expect(size).toBeGreaterThan(200_000_000);
  expect(maxBytes).toBeLessThan(20_000_000);
});

test('fails for a file that is too large, without reading the rest of it', async () => {
  let readBytes = 0;
  const chunks = function* () {
    for (const chunk of largePdf(100)) {
      readBytes += chunk.length;
      yield chunk;
    }
  };

  await expect(
    withDownloadOnDisk(
      options({ ...limits, maxFileBytes: 3_000_000 }),
      downloadFrom(chunks()),
      async () => 'used',
    ),
  ).rejects.toMatchObject({ reason: 'too-large' });
  expect(readBytes).toBeLessThan(5_000_000);
});

test('downloads a file of exactly the maximum size', async () => {
  const size = await withDownloadOnDisk(
    options({ ...limits, maxFileBytes: pdf.length }),
    downloadFrom([pdf]),
    async (file) => file.size,
  );

  expect(size).toBe(pdf.length);
});

test('fails with too-large when the disk is full', async () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const download: Download = () => Promise.reject(full);

  await expect(withDownloadOnDisk(options(limits), download, async () => 'used')).rejects.toEqual(
    new ProviderApiError('too-large'),
  );
});

test('removes the file when its use fails', async () => {
  const fault = new Error('S3 is down');

  await expect(
    withDownloadOnDisk(options(limits), downloadFrom([pdf]), () => Promise.reject(fault)),
  ).rejects.toBe(fault);
});

test('does not end a download that is slow but not idle', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  const signals: AbortSignal[] = [];
  const download: Download = async (signal) => {
    signals.push(signal);
    return (async function* () {
      for (const byte of pdf) {
        jest.advanceTimersByTime(200);
        yield Buffer.of(byte);
      }
    })();
  };

  const size = await withDownloadOnDisk(
    options({ ...limits, idleTimeoutMs: 250 }),
    download,
    async (file) => file.size,
  );

  expect(size).toBe(pdf.length);
  expect(signals[0]?.aborted).toBe(false);
});

test('ends a download in time, even if the garbage collector runs before it listens to the signal', async () => {
  const collectGarbage = garbageCollector();
  const download: Download = async (signal) => {
    await sleep(1);
    collectGarbage();
    await sleep(100);
    signal.throwIfAborted();
    return downloadFrom([pdf])(signal);
  };

  const downloading = withDownloadOnDisk(
    options({ ...limits, fileTimeoutMs: 50 }),
    download,
    async () => 'used',
  );

  await expect(downloading).rejects.toMatchObject({ name: 'AbortError' });
});

test('does not check JSON: the API of its provider has done so', async () => {
  const json = Buffer.from('{"fields":[]}');

  const size = await withDownloadOnDisk(
    options(limits, 'json'),
    downloadFrom([json]),
    async (file) => file.size,
  );

  expect(size).toBe(json.length);
});
