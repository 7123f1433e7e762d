import { gatewayEvent, withHeader, type WireRequest } from './wire-request';
import type { FuzzedEndpoint } from './fuzzed-endpoint';
import { signatureHeader } from './fuzzed-endpoint';
import { genuineRequest, type GenuineRequest, type Sender } from './genuine-request';
import { headerNoise } from './header-noise';
import { brokenBodies, hugeBody, rewrittenBodies, type BodyChange } from './hostile-body';
import { macForgeries } from './mac-forgeries';
import { oddEvents } from './odd-events';
import type { SeededRandom } from '../seeded-random';
import { valueForgeries } from './value-forgeries';

/** The group of a case. `right-proof` has a MAC, a secret or a token that is right for something else. */
export type Share = 'genuine' | 'right-proof' | 'no-proof' | 'odd-event';

/** One request of the fuzz. */
export interface FuzzCase {
  readonly share: Share;
  /** The kind within the group. */
  readonly kind: string;
  /** The event for the function, as JSON text. */
  readonly event: string;
  /** The request on the wire. Absent if no gateway would make the event. */
  readonly sent?: { readonly request: WireRequest; readonly preserveCase: boolean };
}

/** Makes the next case. */
export function fuzzCase(sender: Sender): FuzzCase {
  const { random } = sender;
  const dice = random.next();
  if (dice < 0.65) return rightProof(sender);
  if (dice < 0.82) return withoutProof(sender);
  return dice < 0.96 ? genuine(sender) : odd(sender);
}

/** Makes a genuine request with the current secret. */
export function freshGenuine(sender: Sender): FuzzCase {
  return caseOf(sender, 'genuine', 'with the new secret', genuineRequest(sender, 'current').request);
}

/** Makes a genuine request. Its headers may be anything, and its body too if no proof covers it. */
function genuine(sender: Sender): FuzzCase {
  const { random } = sender;
  const made = genuineRequest(sender);
  if (random.chance(0.3)) return caseOf(sender, 'genuine', 'as the provider sends it', made.request);
  if (made.kind === 'mac') return caseOf(sender, 'genuine', ...noisy(made.request, random));
  const [kind, change] = random.chance(0.004)
    ? (['huge', hugeBody] as const)
    : pickEntry(hostileBodies, random);
  const request = { ...made.request, body: change(made.request.body, random) };
  return caseOf(sender, 'genuine', `body ${kind}`, random.chance(0.5) ? noisy(request, random)[1] : request);
}

const hostileBodies: Readonly<Record<string, BodyChange>> = { ...rewrittenBodies, ...brokenBodies };

function rightProof(sender: Sender): FuzzCase {
  const { random } = sender;
  const made = genuineRequest(sender);
  const [kind, request] = forged(made, random);
  return caseOf(sender, 'right-proof', kind, random.chance(0.3) ? noisy(request, random)[1] : request);
}

function forged(made: GenuineRequest, random: SeededRandom): readonly [string, WireRequest] {
  if (made.kind === 'mac') {
    const [kind, forge] = pickEntry(macForgeries, random);
    return [kind, forge(made)];
  }
  const [kind, forge] = pickEntry(valueForgeries, random);
  return [kind, forge(made)];
}

/** Makes a request whose proof is missing or invented. */
export function withoutProof(sender: Sender): FuzzCase {
  const { random, endpoint } = sender;
  const { request } = genuineRequest(sender);
  const [kind, proof] = pickEntry(noProofs, random);
  const bare = carrying(endpoint, request, proof(random));
  const [, change] = pickEntry(hostileBodies, random);
  const hostile = random.chance(0.5) ? { ...bare, body: change(bare.body, random) } : bare;
  return caseOf(sender, 'no-proof', kind, noisy(hostile, random)[1]);
}

const noProofs: Readonly<Record<string, (random: SeededRandom) => string | undefined>> = {
  none: () => undefined,
  'an empty one': () => '',
  'a MAC of nothing': (random) => random.bytes(random.pick([32, 20])).toString('base64'),
  'a guess': (random) => random.text(44),
  'a short one': (random) => random.text(1 + random.int(15)),
  'a long one': (random) => random.text(8).repeat(1_000),
  'words of a program': (random) =>
    random.pick(['undefined', 'null', '[object Object]', 'true', '0', '__proto__']),
  'letters of no alphabet': (random) =>
    random.pick(['\u00e9'.repeat(44), '\u{1f512}', '\u0000', '=', '====']),
};

function carrying(endpoint: FuzzedEndpoint, request: WireRequest, proof: string | undefined): WireRequest {
  const header = endpoint.scheme.kind === 'mac' ? signatureHeader : endpoint.scheme.header;
  if (header === undefined) {
    const { headers, body } = request;
    return { headers, body, ...(proof === undefined ? {} : { token: proof }) };
  }
  return withHeader(request, header, ...(proof === undefined ? [] : [proof]));
}

function odd(sender: Sender): FuzzCase {
  const { random } = sender;
  const { request } = genuineRequest(sender);
  const [kind, change] = pickEntry(oddEvents, random);
  const bare = carrying(sender.endpoint, request, random.text(44));
  const event = gatewayEvent(bare, eventChoice(sender));
  return { share: 'odd-event', kind, event: JSON.stringify(change(event)) };
}

function noisy(request: WireRequest, random: SeededRandom): readonly [string, WireRequest] {
  const [kind, change] = pickEntry(headerNoise, random);
  return [kind, change(request, random)];
}

function caseOf(sender: Sender, share: Share, kind: string, request: WireRequest): FuzzCase {
  const choice = eventChoice(sender);
  const event = JSON.stringify(gatewayEvent(request, choice));
  return { share, kind, event, sent: { request, preserveCase: choice.preserveCase } };
}

function eventChoice({ random, nextNumber }: Sender) {
  return {
    requestId: `request-${nextNumber()}`,
    base64: random.chance(0.4),
    preserveCase: random.chance(0.2),
  };
}

function pickEntry<Value>(table: Readonly<Record<string, Value>>, random: SeededRandom) {
  return random.pick(Object.entries(table));
}
