import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions, BenchResult, ResultTable } from '../harness/bench';
import { bundleSource } from '../harness/import-bundled';
import { interleave } from '../harness/interleave';
import { projectRoot } from '../harness/project-root';
import { spreadOf } from '../harness/statistics';

const anchor = 'bare fetch, SHA-256 and a file';
const ours = 'ours: time limits, size limits, SHA-256, inspection of the PDF';

/** The download of a PDF to the disk. */
export const archiveBench: Bench = {
  name: 'archive',
  title: 'A download in the archiver',
  about:
    'CPU time from the request to the file on the disk, in a new process for each sample. The server is on the loopback, in another process.',
  async run(options) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-archive-'));
    try {
      return await measureAll(options, folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** The part of the archiver that gets a file onto the disk. */
const source = `
  import { withDownloadOnDisk } from './lambda/archive/download-to-disk';
  import { responseChunks } from './lambda/provider-http/response-chunks';
  const limits = { maxFileBytes: 5e9, idleTimeoutMs: 60_000, fileTimeoutMs: 600_000 };
  export const download = (url: string, folder: string) => withDownloadOnDisk(
    { folder, limits, format: 'pdf' } as never,
    async (signal) => responseChunks(await fetch(url, { signal }), signal),
    async () => undefined,
  );`;

async function measureAll(options: BenchOptions, folder: string): Promise<BenchResult> {
  const bundles: (readonly [string, string])[] = [
    [anchor, 'bare'],
    [ours, join(folder, 'ours.cjs')],
  ];
  await bundleSource(projectRoot, source, join(folder, 'ours.cjs'));
  if (options.base) {
    await bundleSource(options.base, source, join(folder, 'before.cjs'));
    bundles.push(['ours (before)', join(folder, 'before.cjs')]);
  }
  const peaks = new Map<string, number[]>();
  const sizes = options.isQuick ? [1] : [1, 10, 100, 500];
  const tables: ResultTable[] = [];
  for (const megabytes of sizes) {
    const rounds = options.isQuick ? 2 : megabytes > 100 ? 4 : 9;
    const samples = await measure(megabytes, rounds, bundles, { folder, peaks });
    tables.push({ title: `${megabytes} MB`, unit: 'CPU ms', anchor, samples });
  }
  return { tables, goals: [flatMemory(peaks, sizes)] };
}

async function measure(
  megabytes: number,
  rounds: number,
  bundles: readonly (readonly [string, string])[],
  { folder, peaks }: { readonly folder: string; readonly peaks: Map<string, number[]> },
) {
  const { url, close } = await servePdf(megabytes * 1_000_000);
  try {
    const subjects = bundles.map(([name, bundle]) => ({
      name,
      async sample() {
        const { cpuMs, peakMb } = await download(bundle, url, join(folder, 'files'));
        const all = peaks.get(`${name} ${megabytes}`) ?? [];
        peaks.set(`${name} ${megabytes}`, [...all, peakMb]);
        return cpuMs;
      },
    }));
    return await interleave(subjects, rounds);
  } finally {
    close();
  }
}

/** Downloads once, in a process of its own. */
async function download(bundle: string, url: string, folder: string) {
  await mkdir(folder, { recursive: true });
  const program = join(projectRoot, 'bench', 'harness', 'download-process.mjs');
  const child = fork(program, [bundle, url, folder], { execArgv: [] });
  const ended = once(child, 'exit');
  const [figures] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
  await ended;
  await rm(folder, { recursive: true });
  if (typeof figures !== 'object') throw new Error(`The download ended with ${String(figures)}`);
  return figures as { readonly cpuMs: number; readonly peakMb: number };
}

/** Serves bytes that begin and end as a PDF does. */
async function servePdf(bytes: number) {
  const chunk = Buffer.alloc(65_536, 'stream of some page ');
  const [start, end] = [Buffer.from('%PDF-1.7\n'), Buffer.from('\nstartxref\n9\n%%EOF\n')];
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': bytes });
    response.write(start);
    let left = bytes - start.length - end.length;
    const go = () => {
      while (left > 0) {
        const part = chunk.subarray(0, Math.min(left, chunk.length));
        left -= part.length;
        if (!response.write(part)) return void response.once('drain', go);
      }
      response.end(end);
    };
    go();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

function flatMemory(peaks: ReadonlyMap<string, readonly number[]>, sizes: readonly number[]) {
  const peak = sizes.map((size) => spreadOf(peaks.get(`${ours} ${size}`) ?? []).median);
  return {
    what: 'the memory of a download is below 200 MB, whatever the size',
    measured: sizes.map((size, index) => `${size} MB: ${(peak[index] ?? 0).toFixed(0)}`).join(', '),
    isMet: Math.max(...peak) < 200,
  };
}
