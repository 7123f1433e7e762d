import { loopbackAws, type LoopbackAws } from '../lambda/verify/loopback-aws';
import { checkStored } from './check-stored';
import { fuzzEndpoint, fuzzInOutage, publish, type EndpointRun } from './fuzz-endpoint';
import type { FuzzReport, Violation } from './fuzz-report';
import { fuzzedEndpoints, type FuzzedEndpoint } from './fuzzed-endpoint';
import { createOracle, type LiveSecrets } from './oracle';
import { seededRandom, type SeededRandom } from '../seeded-random';
import { lineFault, newCounts, type FuzzCounts } from './fuzz-counts';
import { startVerifier } from './verifier-thread';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** The file of the built verifier. */
  readonly bundle: string;
  /** Whether to stop after the first violation. */
  readonly untilViolation?: boolean;
}

/** The share of requests while Secrets Manager is down. */
const shareInOutage = 0.05;

/** Sends mutated requests to the verifiers of all providers, and checks every answer and message. */
export async function runFuzz({
  requests,
  seed,
  bundle,
  untilViolation = false,
}: FuzzOptions): Promise<FuzzReport> {
  const startedAt = performance.now();
  const aws = await loopbackAws();
  const counts = newCounts();
  const shouldContinue = () => !untilViolation || counts.violations.length === 0;
  const runs = startRuns({ aws, counts, seed, bundle, shouldContinue });
  const each = Math.ceil(requests / runs.length);
  const inOutage = Math.ceil(each * shareInOutage);
  try {
    await Promise.all(runs.map((run) => fuzzEndpoint(run, each - inOutage)));
    aws.state.secretsmanager = 'down';
    if (shouldContinue()) await Promise.all(runs.map((run) => fuzzInOutage(run, inOutage)));
  } finally {
    await Promise.all(runs.map(({ verifier }) => verifier.stop()));
    await aws.close();
  }
  const { genuine, violations, asked, ...counted } = counts;
  const { stored, spooled, violations: badlyStored } = checkStored(aws, genuine);
  return {
    seed,
    seconds: (performance.now() - startedAt) / 1_000,
    ...counted,
    requests: asked,
    stored,
    spooled,
    secretReads: aws.calls.filter((service) => service === 'secretsmanager').length,
    violations: [...violations, ...badlyStored],
  };
}

interface Start extends Pick<EndpointRun, 'shouldContinue'> {
  readonly aws: LoopbackAws;
  readonly counts: FuzzCounts;
  readonly seed: number;
  readonly bundle: string;
}

function startRuns({ aws, counts, seed, bundle, shouldContinue }: Start): readonly EndpointRun[] {
  const random = seededRandom(seed);
  const secrets = fuzzedEndpoints.map((endpoint): LiveSecrets => {
    const [current, previous, retired] = [0, 1, 2].map(() => newSecret(endpoint, random));
    return { current: current!, previous: previous!, retired: retired! };
  });
  return fuzzedEndpoints.map((endpoint, index) => {
    const own = seededRandom(seed * 31 + index);
    let numbers = 0;
    const violate = (found: Omit<Violation, 'endpoint'>) =>
      void counts.violations.push({ endpoint: endpoint.name, ...found });
    const verifier = startVerifier(endpoint, {
      bundle,
      awsEndpoint: aws.endpoint,
      onCrash: (what) => violate({ after: counts.asked, what }),
      onLine: (line) => {
        const found = lineFault(counts, line);
        if (found !== undefined)
          violate({ after: counts.asked, what: `the log has ${found.slice(0, 12)}… in it` });
      },
    });
    const sender = {
      endpoint,
      oracle: createOracle(endpoint, secrets[index]!),
      otherSecrets: secrets.flatMap(({ current }, other) => (other === index ? [] : current)),
      random: own,
      nextNumber: () => numbers++,
    };
    publish(aws, sender, secrets[index]!);
    return {
      sender,
      aws,
      counts,
      violate,
      verifier,
      shouldContinue,
      newSecret: () => newSecret(endpoint, own),
    };
  });
}

/** Makes a secret in the form of the provider or of Secrets Manager. */
function newSecret({ scheme }: FuzzedEndpoint, random: SeededRandom): string {
  return scheme.kind === 'mac' ? random.bytes(32).toString('base64') : random.text(44);
}
