import type { ReaderResult, TemplateResult } from './compare-template';

/** Renders the head of the table. */
export function renderHeader(readers: readonly string[]): string {
  const cells = ['template', ...readers];
  return `| ${cells.join(' | ')} |\n|${cells.map(() => ' --- |').join('')}\n`;
}

/** Renders a template: for each reader the fields shown, the texts extracted, and the pixels changed outside of fields. */
export function renderRow(template: string, { fields, texts, readers }: TemplateResult): string {
  const cells = readers.map(
    ({ shownUnlike, notExtracted, changedOutside }) =>
      `${fields - shownUnlike.length}/${fields}, ${texts - notExtracted.length}/${texts}, ${changedOutside}`,
  );
  return `| ${[template, ...cells].join(' | ')} |\n`;
}

/** Returns what is not as it should be. */
export function differencesOf(template: string, { problems, readers }: TemplateResult): readonly string[] {
  const none = readers.length === 0 ? [`${template}: nothing is drawn`] : [];
  return [
    ...none,
    ...problems.map((problem) => `${template}: problem ${problem}`),
    ...readers.flatMap((result) =>
      differencesOfReader(result).map((difference) => `${template}, ${result.reader}: ${difference}`),
    ),
  ];
}

/** The pixels outside of fields that may differ: a reader smooths edges differently on some pages. A letter has more. */
const maxChangedOutside = 20;

function differencesOfReader(result: ReaderResult): readonly string[] {
  if (result.failure !== undefined) return [result.failure];
  return [
    ...result.shownUnlike.map((field) => `shows ${field} unlike the first reader`),
    ...result.notExtracted.filter(isPromised(result.reader)).map((field) => `does not extract ${field}`),
    ...(result.changedOutside <= maxChangedOutside
      ? []
      : [`changes ${result.changedOutside} pixels outside of fields`]),
    ...result.wordsLost.map((word) => `no longer extracts ${JSON.stringify(word)} of the original`),
  ];
}

/** These two extract some marks of Devanagari before their letter. */
const withoutReordering = ['pdf.js', 'Ghostscript'];

function isPromised(reader: string): (field: string) => boolean {
  return (field) => !(withoutReordering.includes(reader) && field.endsWith(': Devanagari'));
}
