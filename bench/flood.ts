// Simulates a flood of forged requests to one verifier, with the product's own `secretValues` and `checkRequest`, in virtual time.
//
//   npx --no-install tsx bench/flood.ts
//
// "before" adds the wait of two seconds between two reads of one instance, as the verifier had it until decision 3 was rewritten.
//
// An instance has one request at a time. A cold start takes 500 ms, a call to Secrets Manager or SQS 20 ms. Genuine requests come
// twice a second for 40 s. They and the forged ones come at random times. After 20 s one side rotates the secret, and 8 s later
// the other. "too early" are requests with a value that Secrets Manager did not have when they came: no verifier can accept
// these.
import type { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretValues } from '../lambda/aws/secret-values';
import { kingsignVerifier } from '../lambda/providers/kingsign/verify';
import { checkRequest, type CheckDeps } from '../lambda/verify/check-request';
import { virtualTime, type VirtualTime } from './virtual-time';

type ReadSecrets = CheckDeps['readSecrets'];

const coldStartMs = 500;
const callMs = 20;
const genuineEveryMs = 500;
const durationMs = 40_000;
const rotations = {
  'provider first': { provider: 20_000, ours: 28_000 },
  'we first': { provider: 28_000, ours: 20_000 },
};
const [before, after] = ['the-value-before-the-rotation', 'the-value-after-the-rotation'];
const options = {
  secretId: 'token',
  graceSeconds: 86_400,
  form: kingsignVerifier.secretForm,
  maxReads: { perSecond: 200, burst: 400 },
};

/** One flood. */
interface Scenario {
  readonly isBefore: boolean;
  readonly forgeriesPerSecond: number;
  readonly quota: number;
  readonly order: keyof typeof rotations;
}

interface Result extends Record<
  'accepted' | 'refused' | 'tooEarly' | 'unchecked' | 'throttled' | 'genuine',
  number
> {
  readonly maxBusy: number;
  readonly calls: number;
}

type Answer = 'accepted' | 'refused' | 'unchecked' | 'throttled';

/** Sends forged and genuine requests to one verifier, and counts the answers to the genuine ones. */
async function simulate(scenario: Scenario): Promise<Result> {
  const time = virtualTime(20_261_127);
  const rotated = rotations[scenario.order];
  const manager = fakeSecretsManager(time, rotated.ours);
  const verifier = limitedVerifier(scenario, time, manager.client);
  const counts = { genuine: 0, accepted: 0, refused: 0, tooEarly: 0, unchecked: 0, throttled: 0 };
  time.every(1_000 / scenario.forgeriesPerSecond, durationMs, async () => {
    await verifier.ask('a-value-that-nobody-has');
  });
  time.every(genuineEveryMs, durationMs, async () => {
    counts.genuine++;
    const isNew = time.now() >= rotated.provider;
    const isTooEarly = isNew && time.now() < rotated.ours;
    const answer = await verifier.ask(isNew ? after : before);
    counts[answer === 'refused' && isTooEarly ? 'tooEarly' : answer]++;
  });
  await time.run();
  return { ...counts, maxBusy: verifier.maxBusy(), calls: manager.calls() };
}

/** Answers with the values before the rotation, and then with those after it. */
function fakeSecretsManager(time: VirtualTime, rotatedAt: number) {
  let calls = 0;
  const send = async ({ input }: GetSecretValueCommand) => {
    calls++;
    await time.pass(callMs);
    const isRotated = time.now() >= rotatedAt;
    const isNewest = isRotated === (input.VersionStage === 'AWSCURRENT');
    return { SecretString: isNewest ? after : before, CreatedDate: new Date(isRotated ? rotatedAt : -1e9) };
  };
  return { client: { send } as unknown as SecretsManagerClient, calls: () => calls };
}

/** Makes the verifier's function: instances of one request each, at most as many as the quota. */
function limitedVerifier({ isBefore, quota }: Scenario, time: VirtualTime, client: SecretsManagerClient) {
  const idle: ReadSecrets[] = [];
  let [busy, maxBusy] = [0, 0];
  const verify = kingsignVerifier.configure({});
  const startInstance = async (): Promise<ReadSecrets> => {
    await time.pass(coldStartMs);
    const { read } = secretValues(client, options, time.now);
    return isBefore ? withTurns(read, time) : read;
  };
  const ask = async (urlToken: string): Promise<Answer> => {
    if (busy >= quota) return 'throttled';
    maxBusy = Math.max(maxBusy, ++busy);
    const readSecrets = idle.pop() ?? (await startInstance());
    const request = { headers: {}, body: Buffer.alloc(0), urlToken };
    const kind = await checkRequest({ verify, readSecrets }, request, time.now()).then(
      ({ verdict }) => verdict.kind,
      () => 'unchecked' as const,
    );
    if (kind === 'genuine') await time.pass(callMs);
    busy--;
    idle.push(readSecrets);
    if (kind === 'genuine') return 'accepted';
    return kind === 'unchecked' ? kind : 'refused';
  };
  return { ask, maxBusy: () => maxBusy };
}

/** Adds what the verifier did before: a mismatch waited until two seconds after the last read of its instance. */
function withTurns(read: ReadSecrets, time: VirtualTime): ReadSecrets {
  let lastReadAt: number | undefined;
  return async ({ freshSince } = {}) => {
    lastReadAt ??= time.now();
    if (freshSince === undefined) return read();
    if (lastReadAt < freshSince) {
      await time.pass(Math.max(0, lastReadAt + 2_000 - time.now()));
      lastReadAt = time.now();
    }
    return read({ freshSince });
  };
}

const scenarios: readonly Scenario[] = [true, false].flatMap((isBefore) =>
  [10, 100].flatMap((forgeriesPerSecond) =>
    [10, 1_000].flatMap((quota) =>
      (['provider first', 'we first'] as const).map((order) => ({
        isBefore,
        forgeriesPerSecond,
        quota,
        order,
      })),
    ),
  ),
);

async function main(): Promise<void> {
  const titles = ['verifier', 'forgeries/s', 'quota', 'rotation', 'busy at most', 'calls/s'];
  const printRow = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
  printRow([...titles, '200', '401', 'too early', '503', 'throttled']);
  printRow(Array<string>(titles.length + 5).fill('---'));
  for (const scenario of scenarios) {
    const { isBefore, forgeriesPerSecond, quota, order } = scenario;
    const { maxBusy, calls, genuine, accepted, refused, tooEarly, unchecked, throttled } =
      await simulate(scenario);
    const load = [maxBusy, (calls / (durationMs / 1_000)).toFixed(0)];
    const answers = [`${accepted} of ${genuine}`, refused, tooEarly, unchecked, throttled];
    printRow([isBefore ? 'before' : 'now', forgeriesPerSecond, quota, order, ...load, ...answers]);
  }
}

void main();
