import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { archived, onTheBus, signed } from '../events/sample-events';
import { projectRoot } from '../local-aws/harness/project-root';
import { expectSameFields, expectSameVerdicts } from './compare-parsers';
import { printedByHandler } from './deployed-handler';
import { everyEvent } from './every-event';
import { isAccepted, judgeAsText } from './judgement';
import { installPythonConsumer, type PythonConsumer } from './python-consumer';
import { pythonSamples } from './python-samples';

const project = join(projectRoot, 'python-events');
let consumer: PythonConsumer;

beforeAll(async () => {
  consumer = await installPythonConsumer();
});

afterAll(() => consumer.remove());

const judge = (given: readonly unknown[]) => consumer.judge(given.map((one) => JSON.stringify(one)));

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

test('the sample handles the events of a rule of the construct, as a Lambda function that the CDK deploys', async () => {
  const sitePackages = consumer
    .python(['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'])
    .trim();
  const details = [archived, signed];
  const { endpoint } = signed;

  expect(
    await printedByHandler({
      handler: pythonSamples[1]!,
      sitePackages,
      folder: consumer.folder,
      endpoint,
      details,
    }),
  ).toEqual(expect.arrayContaining([`${archived.archive.manifest.key} 1`, 'recipient.signed leases']));
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

test('the parser accepts what the parser in TypeScript and the published schema accept, and nothing else', () => {
  expectSameVerdicts(consumer.judge);
});

test('the error names the same field as in TypeScript, whichever value is wrong', () => {
  expectSameFields(consumer.judge);
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
  expect(judgeAsText(consumer.python, [withData(exact)])).toContain(
    exact.replaceAll(',', ', ').replaceAll(':', ': '),
  );
});
