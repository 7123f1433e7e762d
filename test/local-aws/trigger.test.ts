import { Stack } from 'aws-cdk-lib';
import { webhookRecordSchema } from '../../lambda/contracts/verified-webhook';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { triggerableTypes } from '../../lambda/providers/test-webhook';
import { SigningEventPattern, TestEvents } from '../../lib';
import type { Emulator } from './harness/emulator/emulator';
import { listKeys, readObject } from './harness/observe/archive-bucket';
import { tapEvents, type EventTap } from './harness/observe/event-tap';
import { findLeaks } from './harness/observe/find-leaks';
import { readLogs } from './harness/observe/stack-logs';
import { untilIdle } from './harness/observe/queues';
import { signEnvelope } from './harness/sample/every-provider';
import { operatorUser } from './harness/sample/operator-user';
import { runCli, type CliRun } from './harness/sample/run-cli';
import { completeArn } from './harness/sample/sample-stack';
import { useSample } from './harness/sample/use-sample';
import { mapConcurrently } from './harness/send/map-concurrently';

const endpoints = ['documenso', 'sign-plus'] as const;
const sample = useSample({ endpoints: endpoints.map((endpoint) => ({ provider: endpoint, endpoint })) });

/** Makes a user with the permissions of the page. */
async function operator() {
  const { clients, stack } = sample();
  const arns = await Promise.all(
    endpoints.map((one) => completeArn(clients, stack.operatorOutput(one).webhookSecretArn)),
  );
  return operatorUser(sample(), 'triggers', {
    [`arn:aws:cloudformation:*:*:stack/${stack.name}/*`]: ['cloudformation:DescribeStacks'],
    ...Object.fromEntries(arns.map((arn) => [arn, ['secretsmanager:GetSecretValue']])),
    '*': ['logs:FilterLogEvents'],
  });
}

/** Makes a queue that gets what a rule of the construct gets. */
function ruleTap(test?: TestEvents) {
  const { clients, stack, simulators } = sample();
  const pattern = SigningEventPattern.matching(test === undefined ? {} : { test });
  return tapEvents(clients, stack.eventBus, simulators.requestCount, new Stack().resolve(pattern) as object);
}

interface TriggerRun {
  readonly endpoint: string;
  readonly type: string;
  readonly run: CliRun;
  readonly answer: Answer;
}

interface Answer {
  readonly status: number;
  readonly envelopeId: string;
  readonly published: { readonly type: string; readonly eventId: string };
  readonly archived?: { readonly files?: number; readonly reason?: string };
}

/** Runs the command as that user. */
const trigger = (type: string, endpoint: string, ...more: readonly string[]) =>
  runCli(user, 'trigger', type, '--stack', sample().stack.name, '--endpoint', endpoint, ...more);

let user: Emulator;
let quiet: EventTap;
let only: EventTap;
let runs: readonly TriggerRun[];
let events: readonly SigningEvent[];
let providersAsked: number;

beforeAll(async () => {
  const { clients, stack, simulators, tap } = sample();
  user = await operator();
  [quiet, only] = [await ruleTap(), await ruleTap(TestEvents.ONLY)];
  const before = simulators.requestCount();
  const asked = endpoints.flatMap((endpoint) =>
    triggerableTypes(endpoint).map((type) => ({ endpoint, type })),
  );
  runs = await mapConcurrently(asked, 4, async ({ endpoint, type }) => {
    const run = await trigger(type, endpoint, '--json');
    return { endpoint, type, run, answer: JSON.parse(run.stdout || '{}') as Answer };
  });
  await untilIdle(clients, stack, { seconds: 60 });
  providersAsked = simulators.requestCount() - before;
  events = (await tap.read()).map(({ detail }) => detail);
});

it('trigger causes every event that an endpoint can have, under the permissions of the page', () => {
  for (const { type, endpoint, run, answer } of runs) {
    expect([type, endpoint, run.code, run.code === 0 ? undefined : run.stderr]).toEqual([
      type,
      endpoint,
      0,
      undefined,
    ]);
    const cause = type.startsWith('envelope.archive') ? 'envelope.completed' : type;
    expect(answer).toMatchObject({ status: 200, published: { type: cause } });
    const own = events.filter(({ envelope }) => envelope?.id === answer.envelopeId);
    expect(own.map((event) => event.type)).toContain(type);
  }
});

it('a rule gets no test event unless it asks, and with ONLY it gets all', async () => {
  expect(events.every(({ test, confirmed }) => test === true && !confirmed)).toBe(true);
  expect((await quiet.read()).map(({ detail }) => detail.type)).toEqual([]);
  expect((await only.read()).map(({ detail }) => detail.id).sort()).toEqual(
    events.map(({ id }) => id).sort(),
  );
});

it('everything of a test lies below test/, and no provider is asked', async () => {
  const { clients, stack } = sample();

  const keys = await listKeys(clients, stack.archiveBucket);

  expect(keys.filter((key) => !key.startsWith('test/') && !key.startsWith('reconciliation/'))).toEqual([]);
  expect(await listKeys(clients, stack.claimsBucket)).toEqual([]);
  expect(providersAsked).toBe(0);
  const archived = events.filter(({ type }) => type === 'envelope.archived');
  expect(archived.length).toBe(4);
  for (const { archive, endpoint } of archived) {
    const [file] = archive!.files!;
    expect(file!.key).toMatch(new RegExp(`^test/${endpoint}/documents/esign-test-`));
    expect((await readObject(clients, stack.archiveBucket, file!.key)).subarray(0, 5).toString()).toBe(
      '%PDF-',
    );
  }
});

it('neither the commands nor the stack show a secret or a mark', async () => {
  const printed = runs.flatMap(({ run }) => [run.stdout, run.stderr]).join('\n');
  const logged = (await readLogs(sample().clients)).map(({ message }) => message).join('\n');
  const objects = await findLeaks(
    sample(),
    Object.fromEntries(endpoints.map((one) => [one, sample().connected(one).proof])),
    ['logs', 'events', 'objects', 'queues'],
  );

  expect(objects).toEqual([]);
  for (const endpoint of endpoints) expect(printed).not.toContain(sample().connected(endpoint).proof);
  expect(`${printed}${logged}`).not.toMatch(/v1\.\d{10}\.[0-9a-f]{64}/);
});

it('a test webhook sent again without its mark is a problem, and a genuine envelope is archived as ever', async () => {
  const { clients, stack, post } = sample();
  const test = events.find(
    ({ type, endpoint }) => type === 'envelope.completed' && endpoint === 'documenso',
  )!;
  const record = webhookRecordSchema.parse(
    JSON.parse((await readObject(clients, stack.archiveBucket, test.record!.key)).toString()),
  );
  const event = 'DOCUMENT_COMPLETED';
  const replay = { event, type: 'provider.event' as const, body: () => record.webhook.request.body };

  const answer = await post('documenso', replay);
  const { envelope } = await signEnvelope(sample(), 'documenso');
  const later = await quiet.until((all) => all.some(({ detail }) => detail.type === 'envelope.archived'), {
    what: 'the genuine envelope to be archived',
    seconds: 60,
  });

  expect(answer.status).toBe(200);
  const others = later.filter(({ detail }) => detail.envelope?.id !== envelope.id);
  expect(others.map(({ detail }) => detail)).toMatchObject([
    { type: 'provider.event', problem: 'test-mark-missing', envelope: { id: test.envelope!.id } },
  ]);
  const archived = later.find(({ detail }) => detail.type === 'envelope.archived')!.detail;
  expect(archived).toMatchObject({ confirmed: true, envelope: { id: envelope.id } });
});

it('a wrong event lists those that the endpoint can have', async () => {
  const run = await trigger('template.used', 'sign-plus');

  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toMatch(
    /sign-plus sends no webhook for template.used. The endpoint can have: recipient.viewed, /,
  );
});

it('people read where the sample is, and how long everything took', async () => {
  const run = await trigger('envelope.archived', 'sign-plus');

  expect(run.code).toBe(0);
  expect(run.stdout).toMatch(/^Answer: 200, after \d+\.\d\d s\.$/m);
  expect(run.stdout).toMatch(
    /^Archived: test\/sign-plus\/documents\/esign-test-[0-9a-f]{32}\/[0-9a-f]{32}\/ has 1 file/m,
  );
});
