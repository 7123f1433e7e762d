// Computes what a million webhooks cost: `npx --no-install tsx bench/webhook-cost.ts`. It counts what the product's own functions
// do for each provider, and multiplies by list prices. `docs/cost.md` has the tables, and a test compares them.
import { providerIdSchema } from '../lambda/contracts/ids';
import { countCalls, type CountedCalls, type Workload } from './cost/count-calls';
import { priceLines, webhookRows } from './cost/tables';
import { webhookCost } from './cost/webhook-cost';
import { workloads } from './cost/workloads';

/** Counts with functions that are loaded anew, because they read their environment once. */
async function countAnew(workload: Workload): Promise<CountedCalls> {
  const loaded = Object.keys(require.cache).filter((file) => file.includes('/lambda/'));
  for (const file of loaded) Reflect.deleteProperty(require.cache, file);
  return countCalls(workload);
}

async function main(): Promise<void> {
  for (const provider of providerIdSchema.options) {
    const counted: CountedCalls[] = [];
    for (const workload of workloads(provider)) counted.push(await countAnew(workload));
    console.log(`\n${provider}\n${JSON.stringify(counted, undefined, 2)}`);
    for (const line of webhookRows(counted.map(webhookCost))) console.log(line);
  }
  console.log(`\n${priceLines().join('\n')}`);
}

void main();
