import type { TappedEvent } from '../test/local-aws/harness/observe/event-tap';
import type { RunningSample } from '../test/local-aws/harness/sample/launch-sample';
import { untilIdle } from '../test/local-aws/harness/observe/queues';
import { checkArchive } from './check-archive';
import { checkEvents, distinct, printNewEvents } from './check-events';
import { ExpectationFailed } from './expect-same';
import type { Narrator } from './narrator';
import { sendWebhooks } from './send-webhooks';

/** Options of the demo's scenario. */
export interface ScenarioOptions {
  /** The endpoints, one for each provider. */
  readonly endpoints: readonly string[];
  /** The maximum time to wait for each archive. */
  readonly timeoutSeconds: number;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
}

/** Signs an envelope at each simulated provider, and checks its events and each byte of its archived files. */
export async function runScenario(sample: RunningSample, options: ScenarioOptions): Promise<void> {
  const { narrator } = options;
  narrator.heading('Each webhook is genuine and new, unless its line says another thing:');
  narrator.detail('duplicate: the demo posts the webhook before it again');
  narrator.detail('repeated: the provider sends this webhook again by design');
  narrator.detail('forged: the secret, or the token in the address, is a guess');
  for (const endpoint of options.endpoints) await followEnvelope(sample, endpoint, options);
}

async function followEnvelope(
  sample: RunningSample,
  endpoint: string,
  options: ScenarioOptions,
): Promise<void> {
  const { stack, tap, clients, connected } = sample;
  const { timeoutSeconds, narrator, signal } = options;
  // The operator output never has the token of an address.
  narrator.heading(`${endpoint}: webhooks posted to ${stack.operatorOutput(endpoint).address}`);
  const title = 'Lease of the harbour house';
  const envelope = await connected(endpoint).simulator.addEnvelope({ title });
  envelope.complete();
  await sendWebhooks(sample, endpoint, envelope.webhooks(), options);

  narrator.heading(`${endpoint}: events received in the queue that is the target of the rule`);
  const print = printNewEvents(narrator);
  const ofEndpoint = (events: readonly TappedEvent[]) =>
    events.filter(({ detail }) => detail.endpoint === endpoint);
  const isFinished = (events: readonly TappedEvent[]) => {
    print(ofEndpoint(events));
    return ofEndpoint(events).some(isArchived);
  };
  await tap.until(isFinished, { what: 'envelope.archived', seconds: timeoutSeconds, signal });
  await untilIdle(clients, stack, { signal });
  const events = ofEndpoint(await tap.read());
  print(events);
  checkEvents(events, envelope);
  const { length } = distinct(events);
  narrator.line(`${length} events: one for each genuine, new webhook, and one from the archiver`);

  narrator.heading(`${endpoint}: archived files, read with GetObject`);
  const archived = events.find(isArchived);
  if (!archived) throw new ExpectationFailed('there is no envelope.archived');
  await checkArchive(sample, archived.detail, envelope, narrator);
}

const isArchived = (event: TappedEvent) => event['detail-type'] === 'envelope.archived';
