import { summarizeAdaptations } from '../test/local-aws/harness/adaptation';
import type { TappedEvent } from '../test/local-aws/harness/event-tap';
import type { RunningSample } from '../test/local-aws/harness/launch-sample';
import { untilIdle } from '../test/local-aws/harness/queues';
import { checkArchive } from './check-archive';
import { checkEvents, distinct, showsNewEvents } from './check-events';
import { ExpectationFailed } from './expectation';
import { sendWebhooks } from './send-webhooks';
import type { Telling } from './telling';

/** Signs an envelope at each simulated provider and follows it through the deployed stack, to the last byte. */
export async function tellStory(sample: RunningSample, telling: Telling): Promise<void> {
  const { endpoints, narrator } = telling;
  narrator.line('The emulator is not AWS:');
  for (const line of summarizeAdaptations(sample.stack.adaptations)) narrator.detail(line);
  for (const endpoint of endpoints) await tellEnvelope(sample, endpoint, telling);
}

async function tellEnvelope(sample: RunningSample, endpoint: string, telling: Telling): Promise<void> {
  const { stack, tap, clients, connected } = sample;
  const { patience, narrator, signal } = telling;
  // Without the token, which some addresses end with.
  narrator.heading(`${endpoint}: webhooks, posted to ${stack.operatorOutput(endpoint).address}`);
  const title = 'Lease of the harbour house';
  const envelope = await connected(endpoint).simulator.addEnvelope({ title });
  envelope.complete();
  await sendWebhooks(sample, endpoint, envelope.webhooks(), telling);

  narrator.heading(`${endpoint}: events, from the queue that is the rule's target`);
  const show = showsNewEvents(narrator);
  const ofThis = (heard: readonly TappedEvent[]) =>
    heard.filter(({ detail }) => detail.endpoint === endpoint);
  const isOver = (heard: readonly TappedEvent[]) => {
    show(ofThis(heard));
    return ofThis(heard).some(isArchived);
  };
  await tap.until(isOver, { what: 'envelope.archived', seconds: patience, signal });
  await untilIdle(clients, stack, { signal });
  const events = ofThis(await tap.read());
  show(events);
  checkEvents(events, envelope);
  const { length } = distinct(events);
  narrator.line(`${length} events: one for each webhook that was genuine and new, and the archiver's`);

  narrator.heading(`${endpoint}: archived files, read back with GetObject`);
  const archived = events.find(isArchived);
  if (!archived) throw new ExpectationFailed('there is no envelope.archived');
  await checkArchive(sample, archived.detail, envelope, narrator);
}

const isArchived = (event: TappedEvent) => event['detail-type'] === 'envelope.archived';
