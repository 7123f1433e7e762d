// Measures time and memory for drawing a large document: 300 pages with 500 fields, and a heavy original.
//
//   node scripts/on-node-24.mjs node --import tsx bench/drawing.mjs
//
// The original is read as the SDK reads it from S3: the body's chunks, then one buffer.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createReadStream, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const megabyte = 1024 ** 2;
const cases = [
  ['300 pages, 500 fields, 100 different signatures of 600 x 200', 300, 500, 0, 0],
  ['the same, and an original of 199 MB', 300, 500, 199, 0],
  ['an original of 199 MB, and three signatures of 16 megapixels of noise', 1, 3, 199, 3],
];

const [task, file, ...numbers] = process.argv.slice(2);
if (task === 'make') await make(...numbers.map(Number));
else if (task === 'draw') await draw(...numbers.map(Number));
else measure();

/** Runs each step in a process of its own, as a child's peak memory starts at that of its parent. */
function measure() {
  const original = join(tmpdir(), `drawing-${process.pid}.pdf`);
  const run = (...args) =>
    execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  for (const [name, pages, fields, fillerMegabytes, noisyImages] of cases) {
    run('make', original, String(pages), String(fillerMegabytes));
    console.log(
      `${name}: ${run('draw', original, String(pages), String(fields), String(noisyImages))}`.trim(),
    );
    rmSync(original);
  }
}

async function make(pages, fillerMegabytes) {
  const { PDFDocument, PDFName, PDFRawStream } = await import('@cantoo/pdf-lib');
  const pdf = await PDFDocument.create();
  for (let number = 1; number <= pages; number++) {
    const page = pdf.addPage([595, 842]);
    for (let line = 0; line < 40; line++)
      page.drawText(`${number}.${line} of the contract`, { x: 60, y: 780 - 18 * line, size: 10 });
  }
  const bytes = randomBytes(fillerMegabytes * megabyte);
  if (fillerMegabytes > 0)
    pdf.catalog.set(PDFName.of('Filler'), pdf.context.register(PDFRawStream.of(pdf.context.obj({}), bytes)));
  writeFileSync(file, await pdf.save());
}

async function draw(pages, fields, noisyImages) {
  const marks = await marksOf(pages, fields, noisyImages);
  const { readFonts } = await import('../lambda/drawing/text/fonts.ts');
  const { drawDocument } = await import('../lambda/drawing/draw-document.ts');
  const { drawingLimits } = await import('../lambda/drawing/drawing-limits.ts');
  const { sha256Hex } = await import('../lambda/kit/hash.ts');
  const fonts = readFonts(join(import.meta.dirname, '..', 'dist', 'lambda', 'archive', 'fonts'));
  const floor = process.resourceUsage().maxRSS;
  const chunks = [];
  for await (const chunk of createReadStream(file)) chunks.push(chunk);
  const original = Buffer.concat(chunks.splice(0));
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const plan = { provider: 'Bench', marks, emptyFields: 0, problems: [], about: [], signers: [] };
  const facts = { software: 'bench', sources: [] };
  const { pdf, problems } = await drawDocument({ original, plan, facts, fonts, limits: drawingLimits });
  sha256Hex(pdf);
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `${(original.length / megabyte).toFixed(1)} MB to ${(pdf.length / megabyte).toFixed(1)} MB, ${problems.length} problems, ` +
      `${((performance.now() - started) / 1000).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor), ` +
      `peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB (${(floor / 1024).toFixed(0)} MB before)`,
  );
}

async function marksOf(pages, fields, noisyImages) {
  const { createCanvas } = await import('@napi-rs/canvas');
  const signature = (seed) => {
    const canvas = createCanvas(600, 200);
    const context = canvas.getContext('2d');
    context.lineWidth = 5;
    context.beginPath();
    for (let x = 0; x < 600; x += 20) context.lineTo(x, 100 + 80 * Math.sin(x * (seed + 1)));
    context.stroke();
    return canvas.toBuffer('image/png');
  };
  return Array.from({ length: fields }, (_, index) => {
    const where = {
      field: String(index),
      page: 1 + (index % pages),
      box: { x: 60, y: 60 + 40 * (index % 10), width: 180, height: 30 },
    };
    if (index < noisyImages) return { kind: 'image', bytes: noise(createCanvas(4000, 4000)), ...where };
    if (index % 5 === 0) return { kind: 'image', bytes: signature(index), ...where };
    if (index % 5 === 1) return { kind: 'check', checked: true, scale: 1, ...where };
    return {
      kind: 'text',
      text: `Signatory ${index}, Žofie Ελένη Иван`,
      size: 12,
      style: { bold: index % 2 === 0, italic: false },
      ...where,
    };
  });
}

/** Draws noise of eight colors. The longest answer that is read from the provider can hold three such images. */
function noise(canvas) {
  const context = canvas.getContext('2d');
  const image = context.createImageData(canvas.width, canvas.height);
  const random = randomBytes(canvas.width * canvas.height);
  random.forEach((value, index) => {
    image.data.set([255 * (value & 1), 255 * ((value >> 1) & 1), 255 * ((value >> 2) & 1), 255], 4 * index);
  });
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/png');
}
