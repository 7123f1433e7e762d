import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { FuzzedEndpoint } from './fuzzed-endpoint';

/** The built verifier of an endpoint, in its own thread. */
export interface VerifierThread {
  /** Sends an event and returns the answer, both as JSON text. */
  readonly ask: (event: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** The dependencies of a verifier thread. */
export interface VerifierDeps {
  /** The file of the built verifier. */
  readonly bundle: string;
  /** The address of the services on the loopback. */
  readonly awsEndpoint: string;
  /** Called with each line of output. */
  readonly onLine: (line: string) => void;
  /** Called when it dies or throws. */
  readonly onCrash: (what: string) => void;
}

interface Reply {
  readonly id: number;
  readonly answer?: string;
  readonly thrown?: string;
}

/** Starts a verifier. */
export function startVerifier(endpoint: FuzzedEndpoint, deps: VerifierDeps): VerifierThread {
  const { bundle, awsEndpoint, onLine, onCrash } = deps;
  const worker = new Worker(join(__dirname, 'verifier-program.cjs'), {
    workerData: { bundle },
    env: environment(endpoint, awsEndpoint),
    stdout: true,
    stderr: true,
  });
  for (const input of [worker.stdout, worker.stderr]) createInterface({ input }).on('line', onLine);
  const waiting = new Map<number, (answer: string) => void>();
  let asked = 0;
  const settle = ({ id, answer, thrown }: Reply) => {
    if (thrown !== undefined) onCrash(`it threw ${thrown}`);
    waiting.get(id)?.(answer ?? 'thrown');
    waiting.delete(id);
  };
  worker.on('message', settle);
  worker.on('error', (error) => {
    onCrash(`it died of ${String(error)}`);
    for (const id of waiting.keys()) settle({ id, answer: 'died' });
  });
  return {
    ask: (event) =>
      new Promise((resolve) => {
        waiting.set(asked, resolve);
        worker.postMessage({ id: asked++, event });
      }),
    stop: async () => void (await worker.terminate()),
  };
}

/** Names an endpoint's secret. */
export const secretIdOf = (endpoint: FuzzedEndpoint) =>
  `arn:aws:secretsmanager:us-east-1:111122223333:secret:${endpoint.name}`;

function environment(endpoint: FuzzedEndpoint, awsEndpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: awsEndpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'canary-aws-key',
    POWERTOOLS_SERVICE_NAME: 'signing',
    POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
    PROVIDER: endpoint.provider,
    ENDPOINT: endpoint.name,
    INTAKE_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/intake',
    SPOOL_BUCKET: 'spool',
    SECRET_ID: secretIdOf(endpoint),
    SECRET_GRACE_SECONDS: '86400',
    // All requests of a part come to one instance at the same time.
    THROTTLE_RATE_PER_SECOND: '100000',
    THROTTLE_BURST: '100000',
    PROVIDER_OPTIONS: JSON.stringify(endpoint.options),
  };
}
