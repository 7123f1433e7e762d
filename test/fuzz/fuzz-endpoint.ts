import { setImmediate } from 'node:timers/promises';
import type { LoopbackAws } from '../lambda/verify/loopback-aws';
import { freshGenuine, fuzzCase, withoutProof, type FuzzCase } from './fuzz-case';
import type { Violation } from './fuzz-report';
import type { Sender } from './genuine-request';
import type { LiveSecrets } from './oracle';
import { countAnswer, countCase, type FuzzCounts } from './fuzz-counts';
import { secretIdOf, type VerifierThread } from './verifier-thread';

/** One endpoint under fire. */
export interface EndpointRun {
  readonly sender: Sender;
  readonly verifier: VerifierThread;
  readonly aws: LoopbackAws;
  readonly counts: FuzzCounts;
  readonly violate: (violation: Omit<Violation, 'endpoint'>) => void;
  readonly shouldContinue: () => boolean;
  /** Makes a secret such as this endpoint has. */
  readonly newSecret: () => string;
}

/** A forged request waits until the secret has been read again, two seconds at most: so many wait together. */
const maxConcurrent = 300;
/** Genuine ones cost a call to the queue each. */
const genuineConcurrency = 16;
/** How often a 503 is sent again, as a provider does: a busy machine may be too slow for the budgets of the room. */
const maxAttempts = 40;
/** Cases made before others get their turn: the services that the verifiers call are in this thread as well. */
const casesPerTurn = 20;

/** Sends so many requests, in parts between which the secret is rotated. */
export async function fuzzEndpoint(run: EndpointRun, requests: number): Promise<void> {
  const size = Math.min(maxConcurrent, Math.ceil(requests / 3));
  let left = requests;
  while (left > 0 && run.shouldContinue()) {
    left -= await rotate(run, Math.ceil(Math.min(size, left) / 20));
    const part = Math.max(0, Math.min(size, left));
    await sendAll(run, part, sendUntilChecked);
    left -= part;
  }
}

/**
 * Rotates the secret in the middle of a flood, and sends what the provider signs with the new one at once: it must not
 * be refused because the flood has used up the read. Gives how many requests it took.
 */
async function rotate(run: EndpointRun, floodSize: number): Promise<number> {
  const { sender, aws, counts } = run;
  const flood = Array.from({ length: floodSize }, () => withoutProof(sender));
  const flooding = flood.map((one) => sendUntilChecked(run, one));
  const { current, previous } = sender.oracle.secrets();
  const rotated = { current: run.newSecret(), previous: current, retired: previous };
  publish(aws, sender, rotated);
  counts.rotations++;
  const fresh = Array.from({ length: 3 }, () => freshGenuine(sender));
  await Promise.all([...fresh.map((one) => sendUntilChecked(run, one)), ...flooding]);
  return flood.length + fresh.length;
}

/** What counts from now on, for the provider and in Secrets Manager. */
export function publish(aws: LoopbackAws, { endpoint, oracle }: Sender, secrets: LiveSecrets): void {
  const { current, previous } = secrets;
  oracle.rotate(secrets);
  aws.versions.set(secretIdOf(endpoint), { current, previous, rotatedAt: new Date() });
}

/** With Secrets Manager down: what is genuine is stored all the same, and nothing is refused that could not be checked. */
export async function fuzzInOutage(run: EndpointRun, requests: number): Promise<void> {
  await sendAll(run, requests, sendInOutage);
}

type Send = (run: EndpointRun, one: FuzzCase) => Promise<void>;

/** Makes so many cases and sends them: the forged ones at once, the genuine ones in lanes. */
async function sendAll(run: EndpointRun, count: number, send: Send): Promise<void> {
  const sending: Promise<void>[] = [];
  const genuine: FuzzCase[] = [];
  for (let made = 0; made < count; made++) {
    const one = fuzzCase(run.sender);
    if (one.share === 'genuine') genuine.push(one);
    else sending.push(send(run, one));
    if (made % casesPerTurn === 0) await setImmediate();
  }
  const lane = async () => {
    for (let next = genuine.shift(); next; next = genuine.shift()) await send(run, next);
  };
  await Promise.all([...sending, ...Array.from({ length: genuineConcurrency }, lane)]);
}

async function sendUntilChecked(run: EndpointRun, one: FuzzCase): Promise<void> {
  const number = countCase(run.counts, one);
  let answer = await ask(run, one);
  for (let tries = 1; answer === answers.unchecked && one.sent && tries < maxAttempts; tries++)
    answer = await ask(run, one);
  // No gateway makes such an event, which may well be too odd to be checked.
  if (answer === answers.unchecked && one.sent) run.counts.unchecked++;
  const expected = judge(run, one) ? answers.accepted : answers.refused;
  check(run, one, { number, answer, expected: [expected, answers.unchecked] });
}

async function sendInOutage(run: EndpointRun, one: FuzzCase): Promise<void> {
  const number = countCase(run.counts, one);
  const answer = await ask(run, one);
  const expected = judge(run, one) ? [answers.accepted, answers.unchecked] : answersInOutage(run, one);
  check(run, one, { number, answer, expected });
}

/** Only what no secret could make genuine is refused. */
function answersInOutage({ sender }: EndpointRun, { sent }: FuzzCase): readonly string[] {
  if (!sent) return [answers.refused, answers.unchecked];
  return [sender.oracle.isWellFormed(sent.request, sent.keepCase) ? answers.unchecked : answers.refused];
}

/** The three answers that there are, to the letter. */
const answers = {
  accepted: '{"statusCode":200}',
  refused: '{"statusCode":401}',
  unchecked: '{"statusCode":503}',
} as const;

function judge({ sender }: EndpointRun, { sent }: FuzzCase) {
  return sent && sender.oracle.judge(sent.request, sent.keepCase);
}

async function ask({ verifier, counts }: EndpointRun, { event }: FuzzCase): Promise<string> {
  const answer = await verifier.ask(event);
  countAnswer(counts, answer);
  return answer;
}

function check(
  run: EndpointRun,
  one: FuzzCase,
  { number, answer, expected }: { number: number; answer: string; expected: readonly string[] },
): void {
  const { sender, counts } = run;
  const { share, kind, sent } = one;
  if (!expected.includes(answer)) {
    const what = `answered ${answer} instead of ${expected.join(' or ')}`;
    run.violate({ after: number, share, kind, what });
  }
  const authenticity = judge(run, one);
  if (share === 'right-proof' && !authenticity && answer === answers.refused) counts.rightForgeries++;
  if (!sent || !authenticity) return;
  const { endpoint, oracle } = sender;
  const isAccepted = answer === answers.accepted;
  counts.genuine.push({ number, endpoint, ...sent, authenticity, secrets: oracle.secrets(), isAccepted });
}
