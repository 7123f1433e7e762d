import type { DrawingPlan, DrawingProblem, Mark } from '../../contracts/drawing-plan';
import { clipText } from '../../kit/text';

/** What the page of record says besides what is in the plan. */
export interface RecordFacts {
  /** What has drawn the document: its name and version. */
  readonly software: string;
  /** What it was drawn from: what each file is, and its SHA-256. */
  readonly sources: readonly (readonly [name: string, sha256: string])[];
  /** What was drawn of the plan's marks. */
  readonly drawn: readonly Mark[];
  /** Bytes that the drawn document begins with unchanged; absent where the original had to be written anew. */
  readonly unchanged?: number;
}

/** A line of the page of record. */
export interface RecordLine {
  readonly text: string;
  readonly kind: 'title' | 'heading' | 'text' | 'fine';
}

/** More of them are counted only: it is one page. */
const mostSigners = 8;
const mostProblems = 10;
const longestLine = 300;

/** What the page of record says, and that it is no certificate of the provider. */
export function recordLines(
  plan: DrawingPlan,
  facts: RecordFacts,
  problems: readonly DrawingProblem[],
): readonly RecordLine[] {
  const { provider, about, signers } = plan;
  const lines: readonly RecordLine[] = [
    { text: 'Page of record', kind: 'title' },
    ...texts(
      `${facts.software} has drawn this document from what the API of ${provider} said of it. ${provider} makes no executed PDF itself.`,
      `This page is no certificate of ${provider}, and nobody's signature: it only says how the document came to be.`,
    ),
    heading('The document'),
    ...texts(...about.map(([label, text]) => `${label}: ${text}`)),
    heading('Drawn on it'),
    ...texts(...countsOf(plan, facts)),
    heading(`Who filled it in, as ${provider} says`),
    ...some(signers, mostSigners, ({ id, fields, lastSignedAt }) => [
      `${id}: ${counted(fields, 'field')}, the last at ${lastSignedAt ?? 'a time that is not known'}`,
    ]),
    heading('Drawn from'),
    ...fine(facts.sources.flatMap(([name, sha256]) => [`${name}, SHA-256 ${sha256}`])),
    ...fine(unchangedLines(facts)),
    ...(problems.length === 0 ? [] : [heading('What was odd')]),
    ...some(problems, mostProblems, ({ name, field }) => [
      `${name}${field === undefined ? '' : `, field ${field}`}`,
    ]),
  ];
  return lines.map(({ text, kind }) => ({
    kind,
    text: clipText(text.replace(/[\p{Cc}\s]+/gu, ' '), longestLine),
  }));
}

function unchangedLines({ unchanged }: RecordFacts): readonly string[] {
  return unchanged === undefined
    ? ['The original was damaged, and is written anew here.']
    : [`The first ${unchanged} bytes of this file are the original, unchanged.`];
}

/** What is on the pages, and not what should be. */
function countsOf({ marks, emptyFields, problems }: DrawingPlan, { drawn }: RecordFacts): readonly string[] {
  const count = (kind: Mark['kind']) => drawn.filter((mark) => mark.kind === kind).length;
  const planned = new Set(marks.map(({ field }) => field));
  const placeless = problems.filter(({ field }) => field !== undefined && !planned.has(field));
  const undrawn = marks.length - drawn.length + new Set(placeless.map(({ field }) => field)).size;
  return [
    [
      counted(count('image'), 'signature'),
      counted(count('text'), 'text'),
      counted(count('check'), 'check box', 'check boxes'),
      `${counted(emptyFields, 'field')} left empty`,
    ].join(', '),
    ...(undrawn > 0 ? [`${counted(undrawn, 'field')} could not be drawn`] : []),
  ];
}

function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

const heading = (text: string): RecordLine => ({ text, kind: 'heading' });
const texts = (...lines: readonly string[]) => lines.map((text): RecordLine => ({ text, kind: 'text' }));
const fine = (lines: readonly string[]) => lines.map((text): RecordLine => ({ text, kind: 'fine' }));

function some<Item>(
  items: readonly Item[],
  most: number,
  describe: (item: Item) => readonly string[],
): readonly RecordLine[] {
  const left = items.length - most;
  return [...fine(items.slice(0, most).flatMap(describe)), ...(left > 0 ? fine([`and ${left} more`]) : [])];
}
