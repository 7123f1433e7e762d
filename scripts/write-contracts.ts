/**
 * Freezes what deployed stacks, stored objects and consumers rely on: `npm run contracts`. It adds what is new. It refuses to
 * remove or change a line, unless it is called with `--change`: such a change needs a version and a word in CHANGELOG.md and
 * docs/upgrade.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectContracts, type Contracts } from '../test/contracts/collect-contracts';
import { compareContracts } from '../test/contracts/compare-contracts';

const file = join(__dirname, '..', 'test', 'contracts', 'frozen.json');

function write(): void {
  const today = collectContracts();
  const frozen = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Contracts) : {};
  const { gone, added } = compareContracts(frozen, today);
  if (gone.length > 0 && !process.argv.includes('--change')) {
    process.stderr.write(
      `These changes break deployed stacks or consumers:\n${gone.join('\n')}\nTake them back. Or write them into CHANGELOG.md and docs/upgrade.md, and call this with --change.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const sorted = Object.fromEntries(
    Object.entries(today).map(([subject, lines]) => [subject, [...lines].sort()]),
  );
  writeFileSync(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
  process.stdout.write(`Frozen: ${added.length} new, ${gone.length} gone.\n`);
}

write();
