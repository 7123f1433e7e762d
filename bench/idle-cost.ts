// Computes what a stack costs in a month without any webhook: `npx --no-install tsx bench/idle-cost.ts`. It synthesizes stacks
// with archiving endpoints of all four providers, counts the resources that AWS bills while they are idle, and multiplies by
// list prices. `docs/deploy.md` has the table, and a test compares it.
import { idleCost } from './cost/idle-cost';
import { idleRow } from './cost/tables';
import { synthesize } from './cost/synthesize';

for (const count of [1, 4, 12, 25]) console.log(idleRow(count, idleCost(synthesize(count), count)));
