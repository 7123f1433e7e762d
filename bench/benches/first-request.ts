import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions, BenchResult } from '../harness/bench';
import { genuineRequest } from '../harness/genuine-request';
import { interleave } from '../harness/interleave';
import { startLoopbackAws } from '../harness/loopback-aws';
import { projectRoot } from '../harness/project-root';
import { stageEnvironment } from '../harness/stage-environment';
import { startFunction } from '../harness/start-function';
import { spreadOf } from '../harness/statistics';

const ours = 'ours';
const limitMs = 100;
const spinners = 3;
/** Ends with its parent, so that it never slows down another measurement. */
const countWhileParent = 'const parent = process.ppid; while (process.ppid === parent);';

/** The first request of a new verifier on a quarter of a core: what a provider waits for after Lambda's init. */
export const firstRequestBench: Bench = {
  name: 'first-request',
  title: 'The first request on a quarter of a core',
  about: `The time of the first request after the function is loaded. Lambda gives a full core while it loads, and a quarter of one (at 512 MB) to the request: so ${spinners} processes that only count share the core with the request. AWS is a loopback server with TLS, on another core.`,
  async run(options) {
    const missing = ['taskset', 'openssl'].find((tool) => spawnSync(tool, ['--help']).error);
    const what = `at most ${limitMs} ms on a quarter of a core`;
    if (missing ?? cpus().length < 2) {
      return { tables: [], goals: [{ what, measured: 'it needs taskset, openssl and two cores' }] };
    }
    const folder = await mkdtemp(join(tmpdir(), 'bench-first-request-'));
    try {
      return await measure(options, makeCertificate(folder), what);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** The files of a certificate for the loopback. */
interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

function makeCertificate(folder: string): Certificate {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  return { key, certificate };
}

async function measure(
  { isQuick, base }: BenchOptions,
  { key, certificate }: Certificate,
  what: string,
): Promise<BenchResult> {
  const aws = await startLoopbackAws({ key: await readFile(key), cert: await readFile(certificate) });
  const env = { ...stageEnvironment(aws.url), NODE_EXTRA_CA_CERTS: certificate };
  const files = [[ours, projectRoot], ...(base ? [['ours (before)', base] as const] : [])] as const;
  const cores = coresOf(process.pid);
  onCores('1', process.pid);
  const signalAll = startSpinners();
  const firstRequest = async (root: string) => {
    signalAll('SIGSTOP');
    const file = join(root, 'dist', 'lambda', 'verify', 'index.js');
    const { run, stop } = await startFunction(file, { env, wrapper: ['taskset', '--cpu-list', '0'] });
    signalAll('SIGCONT');
    const { wallMs } = await run(genuineRequest(5 * 1024), 1);
    await stop();
    return wallMs;
  };
  try {
    const samples = await interleave(
      files.map(([name, root]) => ({ name, sample: () => firstRequest(root) })),
      isQuick ? 2 : 15,
    );
    const { median } = spreadOf(samples.get(ours) ?? []);
    return {
      tables: [{ title: 'the first request', unit: 'ms', anchor: ours, samples }],
      goals: [{ what, measured: `${median.toFixed(0)} ms`, isMet: median <= limitMs }],
    };
  } finally {
    signalAll('SIGKILL');
    aws.close();
    onCores(cores, process.pid);
  }
}

/** Starts the processes that only count. Returns a function that sends a signal to all of them. */
function startSpinners(): (signal: NodeJS.Signals) => void {
  const all = Array.from({ length: spinners }, () =>
    spawn('taskset', ['--cpu-list', '0', process.execPath, '-e', countWhileParent], { stdio: 'ignore' }),
  );
  return (signal) => {
    for (const one of all) one.kill(signal);
  };
}

/** Lets a process run on these cores only. */
const onCores = (cores: string, pid: number) =>
  execFileSync('taskset', ['--all-tasks', '--pid', '--cpu-list', cores, String(pid)], { stdio: 'ignore' });

/** Returns the cores on which a process may run. */
function coresOf(pid: number): string {
  const list = execFileSync('taskset', ['--pid', '--cpu-list', String(pid)], { encoding: 'utf8' });
  return list.split(':').at(-1)?.trim() ?? '0';
}
