/** Judges damaged files for `damage-matrix.ts`, in a process of its own. */
import { readFileSync } from 'node:fs';
import { answerTasks } from './judge/answer-tasks';
import { damages } from './judge/damages';
import type { DamageTask } from './judge/damage-results';
import { mupdf } from './judge/mupdf-reader';
import { pdfium } from './judge/pdfium-reader';
import { judgeFile } from './judge/product-verdict';
import type { ReadDocument } from './judge/readers';
import { isShownAlike } from './judge/compare-pages';

answerTasks<DamageTask>(async ({ path, damage }, { begin, end }) => {
  const original = readFileSync(path);
  const damaged = damages[damage]?.(original) ?? original;
  if (damage !== 'none' && damaged.equals(original)) return;
  begin('file');
  end('file', await judgeFile(damaged));
  for (const reader of [pdfium, mupdf]) {
    begin(reader.name);
    const before = await reader.read(original, { withTexts: false });
    end(reader.name, shown(before, await reader.read(damaged, { withTexts: false })));
  }
});

function shown(original: ReadDocument, damaged: ReadDocument): 'alike' | 'otherwise' | 'nothing' {
  if (damaged.pageCount === 0) return 'nothing';
  return isShownAlike(original, damaged) ? 'alike' : 'otherwise';
}
