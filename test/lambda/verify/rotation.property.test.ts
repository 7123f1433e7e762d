import type { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import fc from 'fast-check';
import { secretValues } from '../../../lambda/aws/secret-values';
import { kingsignVerifier } from '../../../lambda/providers/kingsign/verify';
import { checkRequest } from '../../../lambda/verify/check-request';

/** One step of an interleaving. Each takes at least a millisecond. */
type Step =
  | { readonly kind: 'rotate'; readonly at: 'provider' | 'us' }
  | { readonly kind: 'post'; readonly instance: number; readonly value: 'genuine' | 'old' | 'forged' }
  | { readonly kind: 'answer'; readonly call: number }
  | { readonly kind: 'pass'; readonly ms: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('rotate'), at: fc.constantFrom('provider', 'us') }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('post'),
        instance: fc.nat(2),
        value: fc.constantFrom('genuine', 'old', 'forged'),
      }),
    },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('answer'), call: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.nat(400_000) }) },
  ) as fc.Arbitrary<Step>,
  { minLength: 5, maxLength: 60 },
);

/** A request, with the values that Secrets Manager had when it came. */
interface Posted {
  readonly value: string;
  readonly liveOnArrival: readonly string[];
  verdict?: string;
  liveAtAnswer?: readonly string[];
}

const nameOf = (version: number) => `the-value-of-version-${version}`;

/** Secrets Manager, a provider, and three instances of the verifier. The steps decide the order of all that happens. */
function makeWorld(readsAtStart: boolean) {
  const clock = { at: 1_800_000_000_000 };
  const version = { provider: 1, ours: 1 };
  let rotatedAt = clock.at - 3_600_000;
  const live = () => [nameOf(version.ours), nameOf(version.ours - 1)];
  const calls: (() => void)[] = [];
  let reads = 0;

  const send = ({ input: { VersionStage } }: GetSecretValueCommand) => {
    const [current, previous] = [VersionStage === 'AWSCURRENT', VersionStage === 'AWSPREVIOUS'];
    if (current) reads++;
    const state = () => ({
      SecretString: live()[previous ? 1 : 0],
      CreatedDate: new Date(rotatedAt),
    });
    const onStart = state();
    return new Promise((resolve) => calls.push(() => resolve(readsAtStart ? onStart : state())));
  };
  const client = { send } as unknown as SecretsManagerClient;
  const options = { secretId: 'token', graceSeconds: 1e9, form: kingsignVerifier.secretForm };
  const instances = [0, 1, 2].map(() => ({
    isBusy: false,
    secrets: secretValues(client, options, () => clock.at),
  }));
  const posted: Posted[] = [];

  const post = (index: number, value: string) => {
    const instance = instances[index]!;
    // Lambda gives an instance one request at a time.
    if (instance.isBusy) return;
    instance.isBusy = true;
    const one: Posted = { value, liveOnArrival: live() };
    posted.push(one);
    const verify = kingsignVerifier.configure({});
    const request = { headers: {}, body: Buffer.from('{}'), urlToken: value };
    void checkRequest({ verify, readSecrets: instance.secrets.read }, request, clock.at).then(
      ({ verdict }) => {
        Object.assign(one, { verdict: verdict.kind, liveAtAnswer: live() });
        instance.isBusy = false;
      },
    );
  };

  const act = (step: Step) => {
    if (step.kind === 'pass') clock.at += step.ms;
    if (step.kind === 'answer') calls.splice(step.call % Math.max(1, calls.length), 1)[0]?.();
    if (step.kind === 'rotate') rotate(step.at);
    if (step.kind === 'post') post(step.instance, valueOf(step.value));
  };
  // Either side may rotate first, but neither may be more than one version ahead of the other.
  const rotate = (at: 'provider' | 'us') => {
    if (at === 'provider') version.provider = Math.min(version.provider, version.ours) + 1;
    else if (version.ours <= version.provider) {
      version.ours++;
      rotatedAt = clock.at;
    }
  };
  const valueOf = (value: 'genuine' | 'old' | 'forged') =>
    value === 'forged' ? 'a-value-that-nobody-has' : nameOf(version.provider - (value === 'old' ? 1 : 0));

  const run = async (all: readonly Step[]) => {
    for (const step of all) {
      clock.at++;
      act(step);
      await settled();
    }
    while (calls.length > 0) {
      clock.at++;
      calls.shift()?.();
      await settled();
    }
  };
  return { run, posted, reads: () => reads };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('in every interleaving of rotations, reads and requests, a value that was live before the request came is never refused, a forged one always, and each request costs at most one read', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (all, readsAtStart) => {
      const world = makeWorld(readsAtStart);

      await world.run(all);

      for (const { value, verdict, liveOnArrival, liveAtAnswer } of world.posted) {
        expect(verdict).toBeDefined();
        const isLive = liveOnArrival.includes(value) && liveAtAnswer!.includes(value);
        if (isLive) expect(verdict).toBe('genuine');
        if (value === 'a-value-that-nobody-has') expect(verdict).toBe('mismatch');
      }
      // A cache that is five minutes old is read again, before a mismatch needs a read of its own.
      const renewals = all.filter(({ kind }) => kind === 'pass').length * 3;
      expect(world.reads()).toBeLessThanOrEqual(world.posted.length + renewals);
    }),
    { numRuns: 300 },
  );
});
