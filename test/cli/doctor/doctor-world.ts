import { randomUUID } from 'node:crypto';
import type { DoctorCommandDeps, DoctorOptions } from '../../../cli/commands/doctor';
import { doctor } from '../../../cli/commands/doctor';
import type { Finding } from '../../../cli/doctor/finding';
import type { EndpointOutput, PipelineOutput } from '../../../cli/stack/outputs';
import type { FunctionInspector } from '../../../cli/doctor/consumer-state';
import type { SecretInspector } from '../../../cli/doctor/secret-inspector';
import { readLogLine } from '../../../cli/logs/log-line';
import type { AccessCheck } from '../../../lambda/contracts/access-check';
import type { OpenQueue } from '../../../cli/queues/queue';
import { lineProgress } from '../../../cli/terminal/progress';
import { version } from '../../../package.json';
import { stopwatch } from '../fake-time';
import { memoryQueue } from '../queues/memory-queue';
import { queueUrl, stackOf } from '../stack-of';

export const now = Date.parse('2026-11-20T10:00:00.000Z');

export const mappingId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** What this version's outputs have, besides those of `stackOf`. */
const pipelineFields: Partial<PipelineOutput> = {
  version,
  publisherFunction: 'publisher',
  publisherConcurrency: 5,
  archiveConcurrency: 2,
  intakeConsumer: mappingId(1),
  reconcileConsumer: mappingId(2),
  spoolBucket: 'spool',
  secretGraceSeconds: 86_400,
  alarmPrefix: 'Mine-SigningAlarms',
  eventBusArn: 'arn:aws:events:eu-west-1:1:event-bus/Mine.Signing',
};

const endpointFields: Partial<EndpointOutput> = {
  archiveConsumer: mappingId(3),
  verifierLogGroup: 'verifier',
  checks: 1,
};

/** The lines of the logs that a healthy endpoint has. */
export const healthyLines = (endpoint: string): readonly object[] => [
  { message: 'webhook', endpoint, outcome: 'queued', deliveryId: '1' },
  { message: 'bundle archived', endpoint, revision: 'r', files: 1 },
  { message: 'pass ended', endpoint, outcome: 'finished', missed: 0, kind: 'full' },
];

/** What a test changes of a healthy stack. */
export interface DoctorChanges extends Partial<DoctorCommandDeps> {
  readonly pipeline?: Partial<PipelineOutput>;
  readonly endpoint?: Partial<EndpointOutput>;
  readonly lines?: readonly object[];
  /** The fields of the archiver's answer. `undefined`: it does not answer. */
  readonly answer?: object | undefined;
  readonly options?: Partial<DoctorOptions>;
  /** The queues besides the archive queue. */
  readonly beside?: OpenQueue;
}

/** The value of each secret. */
export const token = 'a1B2'.repeat(11);

/** Runs the command against a stack with this endpoint. Everything works, except what the test changes. */
export async function runDoctor(output: EndpointOutput, changes: DoctorChanges = {}) {
  const {
    pipeline,
    endpoint,
    lines = healthyLines(output.endpoint),
    options,
    beside = () => memoryQueue(),
    ...deps
  } = changes;
  const printed: string[] = [];
  const sent: AccessCheck[] = [];
  const answer =
    'answer' in changes ? changes.answer : { key: 'accepted', keyStage: 'current', webhooks: '[]' };
  const outputs = stackOf([{ ...endpointFields, ...output }]).map(({ key, value }) => {
    const more = key.endsWith('Operations') ? { ...pipelineFields, ...pipeline } : (endpoint ?? {});
    return { key, value: JSON.stringify({ ...(JSON.parse(value) as object), ...more }) };
  });
  const archiveQueue = memoryQueue();
  const queue = (url: string) =>
    url === queueUrl(output.endpoint) ? { ...archiveQueue, send: answerTo } : beside(url);
  const answerTo = ({ body }: { readonly body: string }) => {
    sent.push(JSON.parse(body) as AccessCheck);
    return Promise.resolve({ id: 'm' });
  };
  /** The texts of the log, as CloudWatch searches them. */
  const log = (): readonly (readonly [text: string, at: number])[] => [
    ...lines.map(
      ({ at = now - 60_000, ...line }: { readonly at?: number }) => [JSON.stringify(line), at] as const,
    ),
    ...sent.flatMap(({ accessCheck: { id: checkId } }) =>
      answer ? [[JSON.stringify({ message: 'access checked', checkId, ...answer }), now] as const] : [],
    ),
  ];
  const code = await doctor(
    { stack: 'Mine', json: true, limits: { maxMs: 4_000, intervalMs: 2_000 }, ...options },
    {
      readOutputs: () => Promise.resolve(outputs),
      openQueue: queue,
      readLog: ({ containing, since, until = Infinity }) => {
        const found = log().filter(([text, at]) => text.includes(containing) && at >= since && at < until);
        return Promise.resolve(found.map(([text, at]) => readLogLine(text, at)!));
      },
      secrets: {
        versionTimes: () => Promise.resolve({ current: now - 86_400_000 * 30 }),
        value: (_arn, stage) => Promise.resolve(stage === 'current' ? token : undefined),
      },
      functions: runningFunctions(),
      openArchive: () => ({ list: () => emptyList(), read: () => Promise.resolve(undefined) }),
      listAlarms: () => Promise.resolve([{ name: 'Mine-SigningAlarmsX', state: 'OK', description: 'X.' }]),
      hasEventBus: () => Promise.resolve(true),
      postNothing: () => Promise.resolve({ status: 401 }),
      startProgress: lineProgress(() => undefined),
      watch: stopwatch(),
      serverNow: () => now,
      now: () => now,
      newId: randomUUID,
      print: (text) => void printed.push(...text),
      warn: (line) => void printed.push(line),
      ...deps,
    },
  );
  const text = printed.join('\n');
  const findings = text.startsWith('{') ? (JSON.parse(text) as { findings: Finding[] }).findings : [];
  return { code, text, findings, sent, of: (check: string) => findings.find((one) => one.check === check)! };
}

/** A bucket without objects. */
async function* emptyList(): AsyncGenerator<never, void> {
  yield* await Promise.resolve([]);
}

/** Functions that all can run, except as a test changes it. */
export const runningFunctions = (changes: Partial<FunctionInspector> = {}): FunctionInspector => ({
  consumer: async () => ({ state: 'Enabled' }),
  reservedConcurrency: async () => undefined,
  quota: async () => ({ total: 1_000, unreserved: 1_000 }),
  ...changes,
});

/** Secrets with these values, which were changed an hour ago. */
export const changedSecrets = (values: Partial<Record<'current' | 'previous', string>>): SecretInspector => ({
  versionTimes: async () => ({ current: now - 3_600_000, previous: now - 3_600_001 }),
  value: async (_arn, stage) => values[stage],
});
