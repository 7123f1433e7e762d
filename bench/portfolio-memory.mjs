// Measures the archiver's peak memory for the largest PDF Portfolio: a container of 200 MB.
//
//   node scripts/on-node-24.mjs node --import tsx bench/portfolio-memory.mjs
//
// The container is read as the SDK reads it from S3: the body's chunks, then one buffer.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createReadStream, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const megabyte = 1024 ** 2;
/** The parts are random bytes, which do not compress: the container is as large as its parts. */
const cases = [
  ['40 parts of 4.9 MB', 40, 4.9],
  ['one part of 199 MB', 1, 199],
];

const [task, file, ...numbers] = process.argv.slice(2);
if (task === 'make') await make(...numbers.map(Number));
else if (task === 'read') await read();
else measure();

/** Runs each step in a process of its own, as a child's peak memory starts at that of its parent. */
function measure() {
  const container = join(tmpdir(), `portfolio-${process.pid}.pdf`);
  const run = (...args) =>
    execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), ...args]);
  for (const [name, count, megabytes] of cases) {
    run('make', container, String(count), String(megabytes));
    console.log(`${name}: ${run('read', container)}`.trim());
    rmSync(container);
  }
}

async function make(count, megabytes) {
  const { PDFDocument, PDFName } = await import('@cantoo/pdf-lib');
  const pdf = await PDFDocument.create();
  pdf.addPage();
  // Without it, no reader takes the PDF for a portfolio.
  pdf.catalog.set(PDFName.of('Collection'), pdf.context.obj({}));
  for (let number = 0; number < count; number++) {
    const filler = randomBytes(Math.floor(megabytes * megabyte));
    const part = [Buffer.from('%PDF-1.7\n'), filler, Buffer.from('\nstartxref\n9\n%%EOF\n')];
    await pdf.attach(Buffer.concat(part), `${number}.pdf`);
  }
  writeFileSync(file, await pdf.save());
}

async function read() {
  const floor = process.resourceUsage().maxRSS;
  const { readPortfolio } = await import('../lambda/archive/portfolio/read-portfolio.ts');
  const { portfolioLimits } = await import('../lambda/archive/limits.ts');
  const { sha256Hex } = await import('../lambda/kit/hash.ts');
  const chunks = [];
  for await (const chunk of createReadStream(file)) chunks.push(chunk);
  const container = Buffer.concat(chunks.splice(0));
  const started = performance.now();
  const kinds = new Map();
  for await (const part of readPortfolio(container, portfolioLimits)) {
    const kind = part.name ?? part.kind;
    if (part.bytes) sha256Hex(part.bytes);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${(container.length / megabyte).toFixed(0)} MB, ${JSON.stringify([...kinds])}, peak ${peak.toFixed(0)} MB ` +
      `(${(floor / 1024).toFixed(0)} MB before), ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}
