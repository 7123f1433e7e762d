import { setImmediate } from 'node:timers/promises';
import type { LoopbackAws } from '../lambda/verify/loopback-aws';
import { freshGenuine, fuzzCase, withoutProof, type FuzzCase } from './fuzz-case';
import type { Violation } from './fuzz-report';
import type { Sender } from './genuine-request';
import type { LiveSecrets } from './oracle';
import { countAnswer, countCase, type FuzzCounts } from './fuzz-counts';
import { secretIdOf, type VerifierThread } from './verifier-thread';

/** The run of the fuzz for one endpoint. */
export interface EndpointRun {
  readonly sender: Sender;
  readonly verifier: VerifierThread;
  readonly aws: LoopbackAws;
  readonly counts: FuzzCounts;
  readonly violate: (violation: Omit<Violation, 'endpoint'>) => void;
  readonly shouldContinue: () => boolean;
  /** Makes a secret in the form of this endpoint's secrets. */
  readonly newSecret: () => string;
}

/** The number of requests sent together. Each mismatch reads the secret, which takes a moment. */
const maxConcurrent = 300;
/** The number of genuine requests at a time: each makes a call to the queue. */
const genuineConcurrency = 16;
/** How often a request is sent until it is not answered 503. A busy machine can be too slow for the verifier's time limits. */
const maxAttempts = 40;
/** The number of cases made in one turn. The services that the verifiers call run in the same thread. */
const casesPerTurn = 20;

/** Sends requests in parts, and rotates the secret before each part. */
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
 * Rotates the secret during a flood of forged requests, and at once sends requests with the new secret. They must not be
 * refused because the flood has used up the read. Returns the number of requests.
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

/** Sets the valid secrets, at the provider and in Secrets Manager. */
export function publish(aws: LoopbackAws, { endpoint, oracle }: Sender, secrets: LiveSecrets): void {
  const { current, previous } = secrets;
  oracle.rotate(secrets);
  aws.versions.set(secretIdOf(endpoint), { current, previous, rotatedAt: new Date() });
}

/** Sends requests while Secrets Manager is down: genuine ones are stored, and no unchecked request is refused. */
export async function fuzzInOutage(run: EndpointRun, requests: number): Promise<void> {
  await sendAll(run, requests, sendInOutage);
}

type Send = (run: EndpointRun, one: FuzzCase) => Promise<void>;

/** Makes and sends cases: the forged ones all at once, the genuine ones a few at a time. */
async function sendAll(run: EndpointRun, count: number, send: Send): Promise<void> {
  const sending: Promise<void>[] = [];
  const genuine: FuzzCase[] = [];
  for (let made = 0; made < count; made++) {
    const one = fuzzCase(run.sender);
    if (one.share === 'genuine') genuine.push(one);
    else sending.push(send(run, one));
    if (made % casesPerTurn === 0) await setImmediate();
  }
  const worker = async () => {
    for (let next = genuine.shift(); next; next = genuine.shift()) await send(run, next);
  };
  await Promise.all([...sending, ...Array.from({ length: genuineConcurrency }, worker)]);
}

async function sendUntilChecked(run: EndpointRun, one: FuzzCase): Promise<void> {
  const number = countCase(run.counts, one);
  let answer = await ask(run, one);
  for (let attempt = 1; answer === answers.unchecked && one.sent && attempt < maxAttempts; attempt++)
    answer = await ask(run, one);
  // An event that no gateway makes may be too odd to be checked.
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

/** In an outage, only requests that no secret could make genuine are refused. */
function answersInOutage({ sender }: EndpointRun, { sent }: FuzzCase): readonly string[] {
  if (!sent) return [answers.refused, answers.unchecked];
  return [sender.oracle.isWellFormed(sent.request, sent.preserveCase) ? answers.unchecked : answers.refused];
}

/** The only three answers, as exact texts. */
const answers = {
  accepted: '{"statusCode":200}',
  refused: '{"statusCode":401}',
  unchecked: '{"statusCode":503}',
} as const;

function judge({ sender }: EndpointRun, { sent }: FuzzCase) {
  return sent && sender.oracle.judge(sent.request, sent.preserveCase);
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
