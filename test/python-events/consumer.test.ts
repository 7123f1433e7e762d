import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSigningEvent, SigningEventUnreadable } from '../../events';
import { signingEventTypeSchema } from '../../lambda/contracts/signing-event';
import { version } from '../../package.json';
import published from '../../docs/schemas/signing-event.schema.json';
import { leaves, withValueReplaced } from '../conformance/json-variants';
import { archived, eachShape, onTheBus, signed } from '../events/sample-events';
import { projectRoot } from '../local-aws/harness/project-root';
import { everyEvent } from './every-event';
import { installPythonConsumer, type Judgement, type PythonConsumer } from './python-consumer';
import { pythonSamples } from './python-samples';

const project = join(projectRoot, 'python-events');
let consumer: PythonConsumer;

beforeAll(async () => {
  consumer = await installPythonConsumer();
});

afterAll(() => consumer.remove());

const judge = (given: readonly unknown[]) => consumer.judge(given.map((one) => JSON.stringify(one)));

/** What the parser in TypeScript says, in the same form. */
function judgeInTypeScript(given: unknown): Judgement {
  try {
    return { json: parseSigningEvent(given) };
  } catch (error) {
    if (error instanceof SigningEventUnreadable) return { field: error.field };
    throw error;
  }
}

const isAccepted = ({ field }: Judgement) => field === undefined;

test('the wheel has the modules, their types and the licence, and the source has the same', () => {
  const modules = readdirSync(join(project, 'src', 'cdk_esign_webhooks_events'))
    .filter((name) => name !== '__pycache__')
    .map((name) => `cdk_esign_webhooks_events/${name}`);
  const about = ['METADATA', 'WHEEL', 'RECORD', 'licenses/LICENSE'];
  const inSource = [
    ...modules.map((path) => `src/${path}`),
    'LICENSE',
    'PKG-INFO',
    'README.md',
    'pyproject.toml',
  ];

  expect(modules).toContain('cdk_esign_webhooks_events/py.typed');
  expect([...consumer.wheel].sort()).toEqual(
    [...modules, ...about.map((name) => `cdk_esign_webhooks_events-${version}.dist-info/${name}`)].sort(),
  );
  // The build backend always adds the list of files that Git ignores.
  expect(consumer.sdist.filter((path) => !path.endsWith('/.gitignore')).sort()).toEqual(
    inSource.map((path) => `cdk_esign_webhooks_events-${version}/${path}`).sort(),
  );
  expect(readFileSync(join(project, 'LICENSE'))).toEqual(readFileSync(join(projectRoot, 'LICENSE')));
});

test('the installed package has the version of the npm package, and all that it needs', () => {
  const read = 'from importlib.metadata import version; print(version("cdk-esign-webhooks-events"))';

  expect(consumer.python(['-c', read]).trim()).toBe(version);
  expect(consumer.python(['-m', 'pip', 'check'])).toContain('No broken requirements found');
});

test('the sample handles an archived event, a failed one, and one of an unknown type', () => {
  const failed = {
    ...archived,
    archive: undefined,
    type: 'envelope.archive-failed',
    confirmed: false,
    problem: 'not-a-pdf',
  };
  const Records = [archived, { ...archived, type: 'later' }, failed, signed].map((detail) => ({
    body: JSON.stringify(onTheBus(detail)),
  }));
  const run = 'import json, sys\nhandler(json.load(sys.stdin), None)';

  expect(
    consumer.python(['-c', `${pythonSamples[0]!}\n${run}`], JSON.stringify({ Records })).split('\n'),
  ).toEqual([`${archived.archive.manifest.key} 1`, 'envelope_1 not-a-pdf', 'recipient.signed leases', '']);
});

test('each event of the tests is the same JSON again, and known', () => {
  const judged = judge(everyEvent);

  expect(everyEvent.length).toBeGreaterThan(150);
  expect(judged.map(({ json, message }) => message ?? json)).toEqual(everyEvent);
  expect(judged.filter(({ model }) => model === 'UnknownSigningEvent')).toEqual([]);
});

test('the parser takes what a consumer gets: EventBridge, SQS, SNS, and each as a text', () => {
  const message = { Type: 'Notification', MessageId: 'm', Message: JSON.stringify(onTheBus(archived)) };
  const given = [
    onTheBus(archived),
    JSON.stringify(onTheBus(archived)),
    JSON.stringify(archived),
    message,
    message.Message,
    JSON.stringify(message),
  ];

  expect(judge(given).map(({ json, message: problem }) => problem ?? json)).toEqual(
    given.map(() => archived),
  );
});

/** A value of any kind, and values that mean something at some place. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('', true, false, 0, 1, -1, 1.5, 2 ** 53, [], {}, null, '\ud83d', 'ab'.repeat(32)),
  fc.constantFrom(
    '2026-02-29T00:00:00Z',
    '2028-02-29T23:59:59.1234567Z',
    '٢٠٢٦-02-28T00:00:00Z',
    '2026-02-28T00:00:00Z\n',
  ),
  fc.constantFrom(...eachShape.flatMap(leaves), ...signingEventTypeSchema.options),
);

const changed = fc
  .tuple(fc.constantFrom(...eachShape), fc.array(fc.tuple(fc.nat(), value), { maxLength: 3 }))
  .map(([event, changes]) => changes.reduce((json, [at, odd]) => withValueReplaced(json, at, odd), event));

/** An event of one type with the fields of another one. */
const mixed = fc
  .tuple(
    fc.constantFrom(...eachShape),
    fc.constantFrom(...eachShape),
    fc.constantFrom(...signingEventTypeSchema.options, 'later'),
  )
  .map(([one, other, type]) => ({ ...(one as object), ...(other as object), type }));

test('the parser accepts what the parser in TypeScript and the published schema accept, and nothing else', () => {
  const validate = addFormats(new Ajv2020({ strict: false })).compile(published);
  const given = fc.sample(
    fc.oneof({ arbitrary: changed, weight: 5 }, { arbitrary: mixed, weight: 1 }),
    2_000,
  );
  const judged = judge(given);
  const accepted = judged.filter(isAccepted);

  for (const [index, event] of given.entries()) {
    const inPython = judged[index]!;
    const inTypeScript = judgeInTypeScript(event);
    expect([event, isAccepted(inPython)]).toEqual([event, isAccepted(inTypeScript)]);
    expect([event, isAccepted(inPython)]).toEqual([event, validate(event)]);
    expect(inPython.json).toEqual(inTypeScript.json);
    expect(inPython.leaks ?? false).toBe(false);
  }
  expect(Math.min(accepted.length, given.length - accepted.length)).toBeGreaterThan(300);
});

test('the error names the same field as in TypeScript, whichever value is wrong', () => {
  const wrong = eachShape
    .flatMap((event) =>
      Array.from({ length: 40 }, (_, at) =>
        [null, 7.5, 'no'].map((odd) => withValueReplaced(event, at, odd)),
      ),
    )
    .flat()
    .filter((event) => !isAccepted(judgeInTypeScript(event)));
  const judged = judge(wrong);

  expect(judged.map(({ field }, index) => [wrong[index], field])).toEqual(
    wrong.map((event) => [event, judgeInTypeScript(event).field]),
  );
  expect(new Set(judged.map(({ field }) => field)).size).toBeGreaterThan(35);
});

test('no error has a value of the event, and a name of the sender is no part of a path', () => {
  const secret = 'a-token-of-somebody';
  const given: readonly unknown[] = [
    secret,
    `{"id":"${secret}`,
    { ...signed, id: secret },
    { ...signed, provider: [secret] },
    { ...signed, envelope: secret },
    { ...signed, receivedAt: secret },
    { ...signed, type: [secret] },
    { ...signed, recipients: [{ [secret]: secret }] },
    { ...signed, envelope: { id: 'e', externalData: [secret] } },
  ];
  const judged = judge(given);

  expect(judged.filter(isAccepted)).toEqual([]);
  expect(judged.filter(({ leaks }) => leaks)).toEqual([]);
  expect(JSON.stringify(judged)).not.toContain(secret);
});

test('numbers and times stay as they are, and what is no JSON is unreadable', () => {
  const exact = '"n":[123456789012345678901234567890,0.1,1e+300],"\\ud83d":"\\ud83d"';
  const deep = `${'['.repeat(400)}${']'.repeat(400)}`;
  const withData = (data: string) =>
    JSON.stringify({ ...signed, occurredAt: '2022-02-23T20:20:15.9714327Z' }).replace('"lease":[7]', data);
  const judged = consumer.judge([withData(exact), withData(`"deep":${deep}`)]);
  const texts = ['NaN', withData('"n":NaN'), withData('"n":-Infinity'), '['.repeat(100_000), '{', ''];

  expect(JSON.stringify(judged[0])).toContain('2022-02-23T20:20:15.9714327Z');
  expect(judged.map(({ message }) => message)).toEqual([undefined, undefined]);
  expect(judge(texts).map(({ problem }) => problem)).toEqual(texts.map(() => 'is not JSON'));
  expect(consumer.judgeAsText([withData(exact)])).toContain(
    exact.replaceAll(',', ', ').replaceAll(':', ': '),
  );
});
