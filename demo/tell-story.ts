import { summarizeAdaptations } from '../test/local-aws/harness/adaptation';
import type { TappedEvent } from '../test/local-aws/harness/event-tap';
import type { RunningSample } from '../test/local-aws/harness/launch-sample';
import { untilIdle } from '../test/local-aws/harness/queues';
import { checkArchive } from './check-archive';
import { checkEvents, showsNewEvents } from './check-events';
import { ExpectationFailed } from './expectation';
import { sendWebhooks } from './send-webhooks';
import type { Telling } from './telling';

/** Signs a package at the simulator and follows it through the deployed stack, to the last byte. */
export async function tellStory(sample: RunningSample, telling: Telling): Promise<void> {
  const { simulator, stack, tap, clients } = sample;
  const { endpoint, patience, narrator, signal } = telling;
  narrator.line('The emulator is not AWS:');
  for (const line of summarizeAdaptations(stack.adaptations)) narrator.detail(line);

  narrator.heading(`Webhooks, posted to ${stack.webhookUrl(endpoint)}`);
  const original = await simulator.addPackage({ name: 'Lease of the harbour house' });
  const webhooks = simulator.webhooksOf(original.packageId);
  simulator.complete(original.packageId);
  await sendWebhooks(sample, webhooks, telling);

  narrator.heading("Events, from the queue that is the rule's target");
  const show = showsNewEvents(narrator);
  const isOver = (heard: readonly TappedEvent[]) => {
    show(heard);
    return heard.some(isArchived);
  };
  await tap.until(isOver, { what: 'envelope.archived', seconds: patience, signal });
  await untilIdle(clients, stack, { signal });
  const events = await tap.read();
  show(events);
  checkEvents(events, webhooks, original.packageId);
  narrator.line(`${events.length} events: one for each webhook that was genuine and new, and the archiver's`);

  narrator.heading('Archived PDFs, read back with GetObject');
  const archived = events.find(isArchived);
  if (!archived) throw new ExpectationFailed('there is no envelope.archived');
  await checkArchive(sample, archived.detail, original, narrator);
}

const isArchived = (event: TappedEvent) => event['detail-type'] === 'envelope.archived';
