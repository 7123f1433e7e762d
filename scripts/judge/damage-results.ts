import { table } from './count-table';
import type { FileVerdict } from './product-verdict';
import type { WorkerResult } from './worker-pool';

/** A file and the name of its damage. */
export interface DamageTask {
  readonly path: string;
  readonly damage: string;
}

type Shown = 'alike' | 'otherwise' | 'nothing';

/** What the archiver does with a damaged file, and what readers show of it. */
export interface DamageSteps {
  readonly file: FileVerdict;
  readonly pdfium: Shown;
  readonly mupdf: Shown;
}

/** The result for one damaged file. */
export type DamageResult = DamageTask & WorkerResult<DamageSteps>;

/** Writes the counts as Markdown, one line per damage. */
export function damageTable(results: readonly DamageResult[]): string {
  const judged = results.filter(({ file }) => file);
  const names = [...new Set(judged.map(({ damage }) => damage))];
  const row = (name: string) => {
    const ofDamage = judged.filter(({ damage }) => damage === name);
    return [name, ...columns.map(([, test]) => String(ofDamage.filter(test).length)), flagsOf(ofDamage)];
  };
  return table(['damage', ...columns.map(([title]) => title), 'flags'], names.map(row));
}

type Test = (result: DamageResult) => boolean;

const isRefused: Test = ({ file }) => file?.outcome === 'refused';
const isFlagged: Test = (result) => !isRefused(result) && (result.file?.flags.length ?? 0) > 0;
const isSilent: Test = (result) => !isRefused(result) && !isFlagged(result);
const isAlike: Test = ({ pdfium, mupdf }) => pdfium === 'alike' && mupdf === 'alike';
const isNothing: Test = ({ pdfium, mupdf }) => pdfium === 'nothing' && mupdf === 'nothing';

const columns: readonly (readonly [title: string, test: Test])[] = [
  ['files', () => true],
  ['refused', isRefused],
  ['alike', (result) => isRefused(result) && isAlike(result)],
  ['flagged', isFlagged],
  ['alike', (result) => isFlagged(result) && isAlike(result)],
  ['silent: alike', (result) => isSilent(result) && isAlike(result)],
  ['otherwise', (result) => isSilent(result) && !isAlike(result) && !isNothing(result)],
  ['not shown', (result) => isSilent(result) && isNothing(result)],
];

function flagsOf(results: readonly DamageResult[]): string {
  const counts = new Map<string, number>();
  for (const flag of results.flatMap(({ file }) => file?.flags ?? []))
    counts.set(flag, (counts.get(flag) ?? 0) + 1);
  return [...counts]
    .sort()
    .map(([flag, count]) => `${flag.replace('file-', '')} ${count}`)
    .join(', ');
}
