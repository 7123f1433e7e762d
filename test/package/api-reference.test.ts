import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './packed';

/** Generates the reference of the API from the assembly that jsii has just made, as `npm run api` does. */
function generate(): string {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    execFileSync('npm', ['run', '--silent', 'api', '--', '--output', join(folder, 'API')], {
      cwd: root,
      stdio: 'pipe',
    });
    return readFileSync(join(folder, 'API.md'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A long text makes an unreadable failure, so only the lines that differ are compared. */
const linesMissingIn = (text: string, of: string) =>
  of.split('\n').filter((line) => !new Set(text.split('\n')).has(line));

it('API.md is that of the code; if not, run: npm run compile && npm run api', () => {
  const committed = readFileSync(join(root, 'API.md'), 'utf8');
  const generated = generate();

  expect({
    missing: linesMissingIn(committed, generated),
    outdated: linesMissingIn(generated, committed),
    isEqual: committed === generated,
  }).toEqual({ missing: [], outdated: [], isEqual: true });
});
