import type { IdleCost } from './idle-cost';
import { prices, type Price } from './prices';
import { parts, sumOf, type WebhookCost } from './webhook-cost';

/** Writes dollars with two decimals. */
const dollars = (value: number) => value.toFixed(2);

/** A row of the table of idle costs in `docs/deploy.md`, without its padding. */
export function idleRow(endpoints: number, of: IdleCost): string {
  const sums = [of.secrets, of.alarms, of.receives, of.idle, of.metrics].map(dollars);
  return row(endpoints, of.resources, of.outputs, ...sums);
}

/** The rows of the table of a million webhooks in `docs/cost.md`. */
export function webhookRows(columns: readonly WebhookCost[]): readonly string[] {
  return [
    ...parts.map((part) => row(part, ...columns.map((column) => dollars(column[part])))),
    row('sum', ...columns.map((column) => dollars(sumOf(column)))),
  ];
}

/** The list of prices in `docs/cost.md`. */
export const priceLines = (): readonly string[] =>
  Object.entries<Price>(prices).map(
    ([
      name,
      {
        what,
        dollars: price,
        per,
        source: { url, dated },
      },
    ]) => {
      const amount = per === 1 ? `${price}` : `${price} a million`;
      return `- \`${name}\`, ${what}: ${amount} ([${new URL(url).hostname}](${url}), ${dated ?? 'no date'})`;
    },
  );

const row = (...cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
