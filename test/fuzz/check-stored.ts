import type { LoopbackAws } from '../lambda/verify/loopback-aws';
import type { Violation } from './fuzz-report';
import { sha256Of } from './oracle';
import { storedFault, type GenuineSent, type StoredMessage } from './stored-fault';
import { eventBody } from './wire-request';

/** Compares the messages in the queue and the spool with the genuine requests, in both directions. */
export function checkStored({ messages, objects }: LoopbackAws, genuine: readonly GenuineSent[]) {
  const violations: Violation[] = [];
  const expected = byBody(genuine);
  const found = new Set<GenuineSent>();
  const stored = new Map([...messages, ...objects.values()].map(parsed));
  for (const message of stored.values()) {
    const alike = expected.get(keyOf(String(message.endpoint), message.request.sha256)) ?? [];
    const matching = alike.filter((one) => storedFault(message, one) === undefined);
    const match = matching.find((one) => one.isAccepted && !found.has(one)) ?? matching[0];
    if (match) found.add(match);
    else violations.push(notAsSent(message, alike[0]));
  }
  for (const { endpoint, number } of genuine.filter((one) => one.isAccepted && !found.has(one)))
    violations.push({ after: number, endpoint: endpoint.name, what: 'accepted, and not stored' });
  return { stored: found.size, spooled: objects.size, violations };
}

function notAsSent(message: StoredMessage, sent: GenuineSent | undefined): Violation {
  const fault = sent ? storedFault(message, sent) : 'no similar request was';
  // A message without a similar request has no number. The missing refusal is reported with one.
  const after = sent?.number ?? Number.MAX_SAFE_INTEGER;
  return { after, endpoint: String(message.endpoint), what: `stored, and not as it was sent: ${fault}` };
}

function byBody(genuine: readonly GenuineSent[]): ReadonlyMap<string, readonly GenuineSent[]> {
  const found = new Map<string, GenuineSent[]>();
  for (const one of genuine) {
    const key = keyOf(one.endpoint.name, sha256Of(eventBody(one.request)));
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

/** Parses a message, with its delivery id: a message that SQS did not confirm in time is in the spool as well. */
function parsed(text: string): readonly [string, StoredMessage] {
  const message = JSON.parse(text) as StoredMessage;
  return [message.deliveryId, message];
}

const keyOf = (endpoint: string, sha256: string) => `${endpoint} ${sha256}`;
