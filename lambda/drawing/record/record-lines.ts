import type { DrawingPlan, DrawingProblem, Mark } from '../../contracts/drawing-plan';
import { clipText } from '../../kit/text';

/** The facts on the page of record besides those of the plan. */
export interface RecordFacts {
  /** The name and version of the drawing software. */
  readonly software: string;
  /** The name and SHA-256 of each file that it was drawn from. */
  readonly sources: readonly (readonly [name: string, sha256: string])[];
  /** The marks that were drawn. */
  readonly drawn: readonly Mark[];
  /** The length of the original at the start of the drawn document; absent if the original had to be rewritten. */
  readonly unchangedBytes?: number;
}

/** A line of the page of record. */
export interface RecordLine {
  readonly text: string;
  readonly kind: 'title' | 'heading' | 'text' | 'fine';
}

/** Limits that keep the record on one page. What exceeds them is only counted. */
const maxSigners = 8;
const maxProblems = 10;
const maxLineLength = 300;

/** Writes the lines of the page of record. It states that it is no certificate of the provider. */
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
    ...texts(...drawnCounts(plan, facts)),
    heading(`Who filled it in, as ${provider} says`),
    ...firstItems(signers, maxSigners, ({ id, fields, lastSignedAt }) => [
      `${id}: ${counted(fields, 'field')}, the last at ${lastSignedAt ?? 'a time that is not known'}`,
    ]),
    heading('Drawn from'),
    ...fine(facts.sources.flatMap(([name, sha256]) => [`${name}, SHA-256 ${sha256}`])),
    ...fine(unchangedLines(facts)),
    ...(problems.length === 0 ? [] : [heading('What was odd')]),
    ...firstItems(problems, maxProblems, ({ name, field }) => [
      `${name}${field === undefined ? '' : `, field ${field}`}`,
    ]),
  ];
  return lines.map(({ text, kind }) => ({
    kind,
    text: clipText(text.replace(/[\p{Cc}\s]+/gu, ' '), maxLineLength),
  }));
}

function unchangedLines({ unchangedBytes }: RecordFacts): readonly string[] {
  return unchangedBytes === undefined
    ? ['The original was damaged, and is written anew here.']
    : [`The first ${unchangedBytes} bytes of this file are the original, unchanged.`];
}

/** Counts what was really drawn, not what was planned. */
function drawnCounts(
  { marks, emptyFields, problems }: DrawingPlan,
  { drawn }: RecordFacts,
): readonly string[] {
  const count = (kind: Mark['kind']) => drawn.filter((mark) => mark.kind === kind).length;
  const planned = new Set(marks.map(({ field }) => field));
  const unplanned = problems.filter(({ field }) => field !== undefined && !planned.has(field));
  const undrawn = marks.length - drawn.length + new Set(unplanned.map(({ field }) => field)).size;
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

function firstItems<Item>(
  items: readonly Item[],
  maxItems: number,
  describe: (item: Item) => readonly string[],
): readonly RecordLine[] {
  const left = items.length - maxItems;
  return [
    ...fine(items.slice(0, maxItems).flatMap(describe)),
    ...(left > 0 ? fine([`and ${left} more`]) : []),
  ];
}
