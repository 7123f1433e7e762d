import { disagreements, opens } from './disagreements';
import type { Judgement } from './judgement';

/** Writes the counts of all judgements as Markdown: a table by folder, then the problems and the disagreements. */
export function countTable(judgements: readonly Judgement[]): string {
  const folders = [...new Set(judgements.map(({ path }) => folderOf(path)))].sort();
  const rows = folders.map((folder) =>
    row(
      folder,
      judgements.filter(({ path }) => folderOf(path) === folder),
    ),
  );
  return [
    table(['folder', ...columns.map(([title]) => title)], [...rows, row('all', judgements)]),
    counted('flag', judgements, ({ file }) => file?.flags ?? []),
    counted('problem of a portfolio', judgements, ({ portfolio }) => portfolio?.problems ?? []),
    counted('problem of a drawing', judgements, ({ drawing }) => drawing?.problems ?? []),
    counted('disagreement', judgements, disagreements),
    counted('process ended', judgements, ({ ended }) => (ended ? [`${ended.in}: ${ended.by}`] : [])),
  ].join('\n');
}

type Test = (judgement: Judgement) => boolean;

const columns: readonly (readonly [title: string, test: Test])[] = [
  ['files', () => true],
  ['PDFium opens', ({ pdfium }) => opens(pdfium)],
  ['MuPDF opens', ({ mupdf }) => opens(mupdf)],
  ['stored', ({ file }) => file?.outcome === 'stored'],
  ['flagged', ({ file }) => (file?.flags.length ?? 0) > 0],
  ['refused', ({ file }) => file?.outcome === 'refused'],
  ['portfolios', ({ portfolio }) => (portfolio?.parts ?? 0) > 0],
  ['drawable', ({ drawing }) => drawing?.drawable === true],
  ['disagreements', (judgement) => disagreements(judgement).length > 0],
];

function row(folder: string, judgements: readonly Judgement[]): readonly string[] {
  return [folder, ...columns.map(([, test]) => String(judgements.filter(test).length))];
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '.';
}

/** Counts the files by name. A file counts once for each of its names. */
function counted(
  title: string,
  judgements: readonly Judgement[],
  names: (judgement: Judgement) => readonly string[],
): string {
  const counts = new Map<string, number>();
  for (const name of judgements.flatMap((judgement) => [...new Set(names(judgement))]))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === 0) return '';
  const rows = [...counts].sort(([one], [other]) => one.localeCompare(other, 'en'));
  return table(
    [title, 'files'],
    rows.map(([name, count]) => [name, String(count)]),
  );
}

/** Writes a table as Markdown. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map((_, index) => (index ? '--:' : '---'))), ...rows.map(line), ''].join(
    '\n',
  );
}
