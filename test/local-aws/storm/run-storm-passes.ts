import * as z from 'zod';
import { logMessages } from '../../../lambda/contracts/log-messages';
import { jsonString } from '../../../lambda/kit/json';
import { envelopeListings } from '../../../lambda/providers/envelope-listings';
import { readLogs } from '../harness/observe/stack-logs';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { SampleEndpoint } from '../harness/sample/sample-endpoint';
import { startPasses } from '../harness/send/start-pass';
import type { Discrepancy } from './discrepancy';

/** How often a full pass starts again that the faults have ended. Few need a second start. */
const maxRounds = 6;

/**
 * Starts a full pass over each endpoint, and a recent one where there is one, and waits until they and their orders are done.
 * A pass that dies is followed by the next one, as on a schedule. Reports the endpoints over which none has finished.
 *
 * @param idle waits until the queues are empty
 */
export async function runStormPasses(
  sample: RunningSample,
  endpoints: readonly SampleEndpoint[],
  idle: () => Promise<void>,
): Promise<readonly Discrepancy[]> {
  const before = await finishedPasses(sample);
  const recent = endpoints.filter(({ provider }) => envelopeListings[provider].cutsRecent);
  await startPasses(sample, 'recent', namesOf(recent));
  let left = namesOf(endpoints);
  for (let round = 0; round < maxRounds && left.length > 0; round++) {
    await startPasses(sample, 'full', left);
    await idle();
    const finished = await finishedPasses(sample);
    left = left.filter((endpoint) => (finished.get(endpoint) ?? 0) === (before.get(endpoint) ?? 0));
  }
  return left.map((about) => ({ name: 'pass-unfinished', about }));
}

const namesOf = (endpoints: readonly SampleEndpoint[]) => endpoints.map(({ endpoint }) => endpoint);

const endLineSchema = jsonString(
  z.object({
    message: z.literal(logMessages.passEnded),
    kind: z.literal('full'),
    outcome: z.literal('finished'),
    endpoint: z.string(),
  }),
);

/** Counts the full passes over each endpoint that have finished so far, by the lines of the function. */
async function finishedPasses({ clients, stack }: RunningSample): Promise<ReadonlyMap<string, number>> {
  const logGroup = stack.find('AWS::Logs::LogGroup', 'Reconciler');
  const lines = await readLogs(clients, (group) => group === logGroup);
  const counts = new Map<string, number>();
  for (const { message } of lines) {
    const { data: end } = endLineSchema.safeParse(message);
    if (end) counts.set(end.endpoint, (counts.get(end.endpoint) ?? 0) + 1);
  }
  return counts;
}
