import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { freePort } from './free-port';
import { httpsRequest } from '../send/https-request';
import { startProcessGroup, type ProcessGroup } from './process-group';
import { ensureVenv } from './python-venv';
import { runCommand, tailOf } from './run-command';
import { waitFor } from '../observe/wait-for';

/** A local AWS: one MiniStack server with IAM enforced and its own state and temporary files. */
export interface Emulator {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** The PEM file of the authority that signed the server's certificate. */
  readonly caFile: string;
  /** The contents of that file. */
  readonly ca: string;
  /** The server's folder for temporary files and logs. `stop` removes it. */
  readonly folder: string;
  /** The folder of the Python tools. */
  readonly pythonBin: string;
  /** The environment of a client process that calls it as the account's root. */
  readonly clientEnv: Readonly<Record<string, string>>;
  readonly logTail: () => string;
  /** Ends the server with its Lambda workers, and removes its folder. */
  readonly stop: () => Promise<void>;
}

/** The options of a local AWS. */
export interface EmulatorOptions {
  readonly signal?: AbortSignal;
  /** The account's concurrent executions of Lambda. The emulator's own default depends on the machine. */
  readonly lambdaQuota?: number;
}

const region = 'eu-central-1';
const accountId = '000000000000';

/** The number of ports to try. */
const maxPorts = 5;

/**
 * Starts a local AWS on a free port and waits until it answers. The server cannot use an open socket, so another process
 * may take the port first. Then it tries another port.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  for (let ports = 1; ; ports++) {
    try {
      return await startOnFreePort(options);
    } catch (error) {
      const isTaken = error instanceof Error && /already in use/i.test(error.message);
      if (!isTaken || ports === maxPorts) throw error;
    }
  }
}

async function startOnFreePort({ signal, lambdaQuota }: EmulatorOptions): Promise<Emulator> {
  requireNode24();
  const pythonBin = await ensureVenv(signal ? { signal } : {});
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'local-aws-'));
  const cleanups = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    const caFile = await makeCertificate(folder, pythonBin, signal);
    const port = await freePort();
    const address = {
      endpoint: `https://127.0.0.1:${port}`,
      region,
      accountId,
      caFile,
      ca: await readFile(caFile, 'utf8'),
    };
    const logFile = join(folder, 'server.log');
    const server = startProcessGroup([join(pythonBin, 'ministack')], {
      cwd: folder,
      env: { ...serverEnv(folder, port), ...quotaEnv(lambdaQuota) },
      logFile,
    });
    cleanups.push(server.stop);
    await untilHealthy(server, { ...address, logFile, ...(signal ? { signal } : {}) });
    const clientEnv = clientEnvironment(address.endpoint, caFile, folder);
    return { ...address, folder, pythonBin, clientEnv, logTail: () => tailOf(logFile), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Functions run on the same `node` as this process. It must have Lambda's version. */
function requireNode24(): void {
  if (process.version.startsWith('v24.')) return;
  throw new Error(
    `The local AWS runs Lambda functions on Node 24, but this is ${process.version}: use npm's scripts.`,
  );
}

/**
 * Makes the server's whole environment. Its Lambda workers inherit it, so it only holds what Lambda would: no credentials,
 * no proxy and none of our variables. The functions run on the `node` of its PATH, which is ours, Node 24.
 */
function serverEnv(folder: string, port: number): Record<string, string> {
  return {
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: folder,
    TMPDIR: join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: 'localhost',
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: region,
    LAMBDA_EXECUTOR: 'local',
    IOT_MTLS_ENABLED: '0',
    AUTH: 'true',
    USE_SSL: '1',
    MINISTACK_SSL_CERT: join(folder, 'tls', 'server.pem'),
    MINISTACK_SSL_KEY: join(folder, 'tls', 'server.key'),
    NODE_EXTRA_CA_CERTS: join(folder, 'tls', 'client.pem'),
  };
}

const quotaEnv = (quota: number | undefined): Record<string, string> =>
  quota === undefined ? {} : { LAMBDA_ACCOUNT_CONCURRENCY: String(quota) };

/** Makes the environment for the AWS SDK and the CDK CLI. */
function clientEnvironment(endpoint: string, caFile: string, home: string): Record<string, string> {
  return {
    PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accountId,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_EXTRA_CA_CERTS: caFile,
    CDK_DISABLE_VERSION_CHECK: '1',
    CDK_DISABLE_CLI_TELEMETRY: '1',
  };
}

/** The names in the certificate. The last one is that of the APIs, as stack outputs have it. */
const certified = ['127.0.0.1', 'localhost', '*.execute-api.localhost'];

/** Makes a temporary authority and a certificate. The emulator's own would need the openssl command. */
async function makeCertificate(folder: string, pythonBin: string, signal?: AbortSignal): Promise<string> {
  const tls = join(folder, 'tls');
  await mkdir(tls);
  await mkdir(join(folder, 'tmp'));
  await runCommand([join(pythonBin, 'python'), '-m', 'trustme', '-q', '-d', tls, '-i', ...certified], {
    cwd: folder,
    env: {},
    logFile: join(folder, 'certificate.log'),
    ...(signal ? { signal } : {}),
  });
  return join(tls, 'client.pem');
}

async function untilHealthy(
  server: ProcessGroup,
  { endpoint, ca, logFile, signal }: { endpoint: string; ca: string; logFile: string; signal?: AbortSignal },
): Promise<void> {
  const down = server.ended.then((code) => {
    throw new Error(`the local AWS ended with exit code ${code}:\n${tailOf(logFile)}`);
  });
  const answer = () =>
    httpsRequest(`${endpoint}/_ministack/health`, { ca }).then(
      ({ status }) => status === 200,
      () => false,
    );
  const over = new AbortController();
  const waiting = {
    what: 'the local AWS to answer',
    seconds: 60,
    everyMs: 50,
    signal: AbortSignal.any([over.signal, ...(signal ? [signal] : [])]),
  };
  try {
    await Promise.race([waitFor(answer, waiting), down]);
  } finally {
    over.abort();
  }
}
