// Poppler, the reader in Evince and Okular. Only Linux distributions build it: `apt-get install poppler-utils`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureOfPng } from '../picture-of-png.mjs';

const maxOutputBytes = 1024 ** 3;

export async function pictures(pdf, scale) {
  const folder = mkdtempSync(join(tmpdir(), 'poppler-'));
  try {
    run('pdftoppm', ['-r', String(72 * scale), '-cropbox', '-png', '-', join(folder, 'page')], pdf);
    // The names have as many digits as the last page number.
    const files = readdirSync(folder).sort();
    return await Promise.all(files.map((name) => pictureOfPng(readFileSync(join(folder, name)))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const texts = (pdf) =>
  run('pdftotext', ['-cropbox', '-', '-'], pdf).toString('utf8').split('\f').slice(0, -1);

function run(program, options, pdf) {
  return execFileSync(program, options, {
    input: pdf,
    maxBuffer: maxOutputBytes,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}
