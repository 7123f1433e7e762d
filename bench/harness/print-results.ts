import type { Bench, BenchResult, Goal, ResultTable } from './bench';
import { spreadOf } from './statistics';

/** Returns the chapter of a bench, in Markdown. */
export function printResult({ title, about }: Bench, { tables, goals = [] }: BenchResult): string {
  return [`## ${title}`, about, ...tables.map(printTable), ...printGoals(goals)].join('\n\n');
}

/** Returns the median of a subject, in units of the anchor's. */
export function ratio({ samples, anchor }: ResultTable, subject: string): number {
  return spreadOf(samples.get(subject) ?? []).median / spreadOf(samples.get(anchor) ?? []).median;
}

function printTable(table: ResultTable): string {
  const rows = [...table.samples].map(([subject, samples]) => {
    const { median, lower, upper } = spreadOf(samples);
    const spread = samples.length > 2 ? `${digits(lower)} to ${digits(upper)}` : '';
    return `| ${subject} | ${digits(median)} | ${spread} | ${ratio(table, subject).toFixed(2)} |`;
  });
  const head = `| ${table.title} | ${table.unit} | quartiles | ratio |`;
  return [head, '| --- | ---: | ---: | ---: |', ...rows].join('\n');
}

function printGoals(goals: readonly Goal[]): readonly string[] {
  if (goals.length === 0) return [];
  const rows = goals.map(({ what, measured, isMet }) => `| ${what} | ${measured} | ${inWords(isMet)} |`);
  return [['| goal | measured | met |', '| --- | --- | --- |', ...rows].join('\n')];
}

const inWords = (isMet: boolean | undefined) => (isMet === undefined ? 'not measured' : isMet ? 'yes' : 'no');

const digits = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
