import { createHmac } from 'node:crypto';
import type { iinkedSignVerifier as Verifier } from '../../lambda/providers/iinked-sign/verify';
import type { hmacHeader as HmacHeader } from '../../lambda/proof/hmac-header';
import type { Bench, BenchOptions, Goal, ResultTable } from '../harness/bench';
import { cpuMicroseconds } from '../harness/cpu-time';
import { importBundled } from '../harness/import-bundled';
import { interleave } from '../harness/interleave';
import { projectRoot } from '../harness/project-root';
import { ratio } from '../harness/print-results';
import { peerVerifications, type Verification } from './verify-peers';

/** What is bundled of a checkout. */
interface Verifiers {
  readonly iinkedSignVerifier: typeof Verifier;
  readonly hmacHeader: typeof HmacHeader;
}

const secret = 'whsec-0123456789abcdef0123456789abcdef';
const url = 'https://abc123.execute-api.eu-central-1.amazonaws.com/webhooks/contracts';
const raw = 'raw createHmac over address and body';
const ours = 'ours: iinked Sign';
const bodyOnly = 'ours: a MAC of the body alone';

/** The verification of one request, without network and storage, beside four libraries. */
export const verifyBench: Bench = {
  name: 'verify',
  title: 'Verification',
  about:
    'CPU time to verify one genuine webhook. iinked Sign signs the address too; the libraries sign the body alone, as the row "a MAC of the body alone".',
  async run(options) {
    const small = await measure(5 * 1024, options);
    const large = await measure(1024 * 1024, options);
    return { tables: [small, large], goals: goalsOf(small, large) };
  },
};

async function measure(bytes: number, { isQuick, base }: BenchOptions): Promise<ResultTable> {
  const payload = JSON.stringify({ event: 'document.completed', data: 'a'.repeat(bytes - 46) });
  const checks = [
    ...(await ownVerifications(projectRoot, payload, '')),
    ...(base ? await ownVerifications(base, payload, ' (before)') : []),
    ...(await peerVerifications(payload)),
  ];
  const timesOf = (name: string) => {
    const times = bytes > 100_000 ? 20 : isQuick ? 100 : 1_000;
    // Their HMAC is written in JavaScript.
    return /standardwebhooks|svix/.test(name) ? Math.ceil(times / 8) : times;
  };
  const subjects = checks.map(({ name, verify }) => ({
    name,
    sample: () => cpuMicroseconds(timesOf(name), verify),
  }));
  const samples = await interleave(subjects, isQuick ? 2 : 21);
  return { title: `${bytes / 1024} KiB`, unit: 'CPU µs', anchor: raw, samples };
}

async function ownVerifications(
  root: string,
  payload: string,
  mark: string,
): Promise<readonly Verification[]> {
  const { iinkedSignVerifier, hmacHeader } = await importBundled<Verifiers>(
    root,
    "export { iinkedSignVerifier } from './lambda/providers/iinked-sign/verify'; export { hmacHeader } from './lambda/proof/hmac-header';",
  );
  const body = Buffer.from(payload);
  const current = { stage: 'current', value: secret } as const;
  const rotated = [
    { stage: 'current', value: `other-${secret}` },
    { stage: 'previous', value: secret },
  ] as const;
  const signature = createHmac('sha256', secret).update(url).update(body).digest('base64');
  const request = { headers: { 'x-syngrafii-signature': signature }, body };
  const verify = iinkedSignVerifier.configure({ registeredUrls: [url] });
  const ofBody = hmacHeader({ header: 'x-mac', encoding: 'hex', algorithm: 'sha256' });
  const macOfBody = createHmac('sha256', secret).update(body).digest('hex');
  return [
    ...(mark
      ? []
      : [{ name: raw, verify: () => createHmac('sha256', secret).update(url).update(body).digest() }]),
    { name: `${ours}${mark}`, verify: () => requireGenuine(verify(request, [current])) },
    {
      name: `ours: the previous secret matches${mark}`,
      verify: () => requireGenuine(verify(request, rotated)),
    },
    {
      name: `${bodyOnly}${mark}`,
      verify: () => requireGenuine(ofBody({ headers: { 'x-mac': macOfBody }, body }, [current])),
    },
  ];
}

function requireGenuine({ kind }: { readonly kind: string }): void {
  if (kind !== 'genuine') throw new Error(`The webhook of the bench is not genuine: ${kind}`);
}

function goalsOf(small: ResultTable, large: ResultTable): readonly Goal[] {
  const slowest = (table: ResultTable) =>
    [...table.samples.keys()].filter(
      (name) => !name.startsWith('ours') && name !== raw && ratio(table, name) < ratio(table, bodyOnly),
    );
  const faster = [...slowest(small), ...slowest(large)];
  return [
    atMost('5 KiB: at most 1.2 × a raw HMAC', ratio(small, ours), 1.2),
    atMost('1 MiB: at most 1.1 × a raw HMAC', ratio(large, ours), 1.1),
    {
      what: 'faster than each of the four libraries, at 5 KiB and at 1 MiB',
      measured: faster.length === 0 ? 'all are slower' : `faster than ours: ${faster.join(', ')}`,
      isMet: faster.length === 0,
    },
  ];
}

/** A goal for a ratio. */
const atMost = (what: string, measured: number, limit: number): Goal => ({
  what,
  measured: `${measured.toFixed(2)} ×`,
  isMet: measured <= limit,
});
