import { logMessages } from '../../lambda/contracts/log-messages';
import type { LogLine } from '../logs/log-line';
import type { SelectedEndpoint } from '../stack/stack';
import type { ActivityDeps } from './check-activity';
import { failed, notApplicable, ok, type Result } from './finding';
import { lookBackDays } from './last-line';

const dayMs = 24 * 60 * 60_000;

/** Says how many completed envelopes reconciliation found whose webhook never came. */
export async function checkMissed(
  { endpoint: { endpoint, reconciles }, pipeline: { reconcilerLogGroup: logGroup } }: SelectedEndpoint,
  { readLog, now }: ActivityDeps,
): Promise<Result> {
  if (!reconciles || logGroup === undefined) return notApplicable('The endpoint does not reconcile.');
  const { passEnded } = logMessages;
  const lines = await readLog({ logGroup, containing: passEnded, since: now() - lookBackDays * dayMs });
  const passes = lines.filter(
    (line) => line.message === passEnded && line.endpoint === endpoint && line.kind !== 'import',
  );
  const last = passes.filter(({ outcome }) => outcome === 'finished').at(-1);
  if (!last) {
    return notApplicable(
      `No pass over the provider's list has finished in the last ${lookBackDays} days, as far as the log goes. If one is overdue, an alarm is raised.`,
    );
  }
  const missed = sumOf(passes);
  const looked = `The last pass over the provider's list finished at ${new Date(last.at).toISOString()}.`;
  if (missed === 0) return ok(`None in the last ${lookBackDays} days. ${looked}`);
  if (sumOf(passes.filter(({ at }) => at >= now() - dayMs)) === 0) {
    return ok(`None in the last day, and ${missed} in the last ${lookBackDays} days. ${looked}`);
  }
  return failed(
    `${missed} completed ${missed === 1 ? 'envelope' : 'envelopes'} had no webhook in the last ${lookBackDays} days. They are archived, or ordered to be. ${looked}`,
    'Look at the finding about the registration, and at what the provider says about its webhooks. Read "Webhooks go missing" in the runbook.',
  );
}

const sumOf = (passes: readonly LogLine[]) => passes.reduce((sum, { missed = 0 }) => sum + missed, 0);
