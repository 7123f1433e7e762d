import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { archiveManifestSchema } from '../../lambda/contracts/archive-manifest';
import type { SimulatedPackage } from '../simulators/iinked-sign/simulated-package';
import { listKeys, readObject } from './harness/archive-bucket';
import { settledEvents, untilArchived } from './harness/envelope-events';
import { startFaultProxy, type FaultProxy } from './harness/fault-proxy';
import { addEnvironment } from './harness/function-environment';
import { sayHarnessChange } from './harness/harness-change';
import { setVisibilityTimeout } from './harness/queues';
import { useSample } from './harness/use-sample';

jest.setTimeout(120_000);

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

let proxy: FaultProxy;

beforeAll(async () => {
  const { emulator, clients, stack } = sample();
  proxy = await startFaultProxy(emulator);
  for (const url of stack.queueUrls.filter((one) => !one.includes('DeadLetter'))) {
    sayHarnessChange(`visibility time-out of 3 s on ${url.split('/').at(-1)}`);
    await setVisibilityTimeout(clients, url, 3);
  }
}, 60_000);

afterAll(() => proxy.stop(), 30_000);

/** The rooms, by what their functions' paths contain. */
const rooms = { verify: 'Verif', publish: 'Publish', archive: 'Archiver' } as const;

type Room = keyof typeof rooms;

const functionOf = (room: Room) => sample().stack.find('AWS::Lambda::Function', rooms[room]);

/** Signs a package; the provider sends a webhook again, once, that was not answered 200. */
async function signPackage(): Promise<SimulatedPackage> {
  const { simulator, deliver } = sample();
  const signed = await simulator.addPackage();
  simulator.complete(signed.packageId);
  for (const webhook of simulator.webhooksOf(signed.packageId)) {
    const { status } = await deliver(endpoint, webhook);
    if (status !== 200) expect((await deliver(endpoint, webhook)).status).toBe(200);
  }
  return signed;
}

/** One event id for each webhook and one for the bundle, which is whole: whatever happened on the way. */
async function expectOneOfEach(signed: SimulatedPackage): Promise<void> {
  const { clients, stack, simulator } = sample();
  await untilArchived(sample(), signed.packageId, 60);
  const events = await settledEvents(sample(), signed.packageId);
  const ids = new Map(events.map(({ id, type, providerEvent }) => [id, providerEvent ?? type]));
  const sent = simulator.webhooksOf(signed.packageId).map(({ action }) => action);
  expect([...ids.values()].sort()).toEqual([...sent, 'envelope.archived'].sort());

  const keys = await listKeys(clients, stack.archiveBucket, `documents/${endpoint}/${signed.packageId}/`);
  const manifestKey = keys.filter((key) => key.endsWith('/manifest.json'));
  expect(manifestKey).toHaveLength(1);
  const manifest = archiveManifestSchema.parse(
    JSON.parse((await readObject(clients, stack.archiveBucket, manifestKey[0]!)).toString()),
  );
  expect(manifest.files.map(({ key }) => key).sort()).toEqual(keys.filter((key) => key.endsWith('.pdf')));
  expect(manifest).toMatchObject({ problems: [], files: { length: 5 } });
  const stored = await Promise.all(
    manifest.files.map(({ key }) => readObject(clients, stack.archiveBucket, key)),
  );
  const served = [...signed.documents.flatMap(({ pdfs }) => [pdfs.executed, pdfs.cac]), signed.masterFile];
  expect(stored).toEqual(expect.arrayContaining(served.filter((pdf) => pdf !== undefined)));
}

const bucket = () => sample().stack.archiveBucket;

/** Harness changes of one test, undone after it. */
const undo: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const one of undo.splice(0)) await one();
});

async function changeEnvironment(room: Room, variables: Readonly<Record<string, string>>): Promise<void> {
  undo.push(await addEnvironment(sample().clients, functionOf(room), variables));
}

describe('exactly one event id and one whole bundle come out when the answer is lost after', () => {
  it.each<[Room, string, () => string]>([
    ['verify', 'SendMessage', () => 'x-amz-target: AmazonSQS.SendMessage'],
    ['publish', 'PutObject', () => `^PUT /${bucket()}/webhooks/`],
    ['publish', 'PutEvents', () => 'x-amz-target: AWSEvents.PutEvents'],
    ['archive', 'PutEvents', () => 'x-amz-target: AWSEvents.PutEvents'],
  ])("%s's %s", async (room, _, request) => {
    await proxy.loseAnswer(request());
    await changeEnvironment(room, { AWS_ENDPOINT_URL: proxy.endpoint });

    const signed = await signPackage();

    await expectOneOfEach(signed);
    expect(await proxy.lost()).toBe(1);
  });
});

describe('exactly one event id and one whole bundle come out when the process is killed at', () => {
  it.each<[Room, string, () => { readonly path: string; readonly target?: string }]>([
    ['verify', 'SendMessage', () => ({ path: '/', target: 'AmazonSQS.SendMessage' })],
    ['publish', 'PutObject', () => ({ path: `/${bucket()}/webhooks/` })],
    ['publish', 'PutEvents', () => ({ path: '/', target: 'AWSEvents.PutEvents' })],
    ['archive', 'PutObject', () => ({ path: `/${bucket()}/documents/` })],
    ['archive', 'PutEvents', () => ({ path: '/', target: 'AWSEvents.PutEvents' })],
  ])("%s's %s", async (room, operation, call) => {
    const { path, target = '' } = call();
    const once = join(sample().emulator.folder, `killed-${room}-${operation}`);
    await changeEnvironment(room, {
      NODE_OPTIONS: `--require ${join(__dirname, 'harness', 'kill-at.cjs')}`,
      KILL_AT_METHOD: target ? 'POST' : 'PUT',
      KILL_AT_PATH: path,
      KILL_AT_TARGET: target,
      KILL_AT_ONCE: once,
    });

    const signed = await signPackage();

    await expectOneOfEach(signed);
    expect(existsSync(once)).toBe(true);
  });
});
