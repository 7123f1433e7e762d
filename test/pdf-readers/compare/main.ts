/**
 * Compares five readers: `npm run test:readers -- <folder>`. It draws on each PDF of the folder, and prints the tables of
 * docs/readers.md. `test/pdf-readers/producers/make-templates.sh` makes the folder.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { installedReaders } from '../pdf-readers';
import { compareTemplate } from './compare-template';
import { differencesOf, renderHeader, renderRow } from './render-comparison';

async function main(folder: string): Promise<void> {
  const readers = installedReaders();
  const lines: string[] = [];
  process.stdout.write(renderHeader(readers.map(({ name }) => name)));
  const files = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
  for (const file of files.sort()) {
    const template = basename(file, '.pdf');
    const result = await compareTemplate(readFileSync(join(folder, file)), readers);
    process.stdout.write(renderRow(template, result));
    lines.push(...differencesOf(template, result));
  }
  process.stdout.write(`\n${files.length} templates, ${lines.length} differences\n`);
  for (const line of lines) process.stdout.write(`- ${line}\n`);
  if (lines.length > 0 || files.length === 0) process.exitCode = 1;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Give the folder with the templates.');
void main(folder);
