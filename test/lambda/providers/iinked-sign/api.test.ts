import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { PermanentFailure } from '../../../../lambda/kit/permanent-failure';
import type { SecretValue } from '../../../../lambda/kit/secret-value';
import { iinkedSignApi } from '../../../../lambda/providers/iinked-sign/api';
import type { ListedFile } from '../../../../lambda/providers/provider';
import { faultOf } from '../../../simulators/kit/faults';
import {
  startIinkedSignSimulator,
  type IinkedSignSimulator,
} from '../../../simulators/iinked-sign/simulator';
import type { SimulatedPackage } from '../../../simulators/iinked-sign/simulated-package';

let simulator: IinkedSignSimulator;
let one: SimulatedPackage;

beforeAll(async () => {
  simulator = await startIinkedSignSimulator();
  one = await simulator.addPackage();
  simulator.complete(one.packageId);
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

const masterFile: ListedFile = {
  role: 'master-file',
  name: 'master-file.pdf',
  presence: 'required',
  format: 'pdf',
};
const signal = () => new AbortController().signal;
const current = (value: string): SecretValue => ({ stage: 'current', value });

function api(options: object = {}, ...reads: (readonly SecretValue[])[]) {
  const asked: boolean[] = [];
  const apiKeys = async ({ refreshed }: { readonly refreshed: boolean }) => {
    asked.push(refreshed);
    return reads[asked.length - 1] ?? reads.at(-1) ?? [current(simulator.apiKey)];
  };
  const made = iinkedSignApi({ apiUrl: simulator.apiUrl, ...options }, { fetch, apiKeys });
  return { ...made, asked };
}

describe('keys', () => {
  test('the current one is enough', async () => {
    const { getEnvelope, asked } = api();

    await getEnvelope(one.packageId, signal());

    expect(asked).toEqual([false]);
  });

  test.each([
    ['the previous one is tried', [[current('new'), 'old']], [false]],
    ['a fresh read is tried', [[current('leaked')], ['old']], [false, true]],
  ])('when the current one gets 401, %s', async (_, reads, asks) => {
    const good: SecretValue = { stage: 'previous', value: simulator.apiKey };
    const values = reads.map((values) => values.map((value) => (typeof value === 'string' ? good : value)));
    const { getEnvelope, asked } = api({}, ...values);

    const { complete } = await getEnvelope(one.packageId, signal());

    expect(complete).toBe(true);
    expect(asked).toEqual(asks);
  });

  test('fails as unauthorized when all get 401, each tried once', async () => {
    const before = simulator.requests.length;
    const { getEnvelope } = api({}, [current('one'), { stage: 'previous', value: 'two' }]);

    await expect(getEnvelope(one.packageId, signal())).rejects.toMatchObject({ reason: 'unauthorized' });

    expect(simulator.requests.slice(before).map(({ headers }) => headers['api_key'])).toEqual(['one', 'two']);
  });

  test('fails by name, asking nobody, when none is set', async () => {
    const before = simulator.requests.length;
    const { getEnvelope } = api({}, []);

    await expect(getEnvelope(one.packageId, signal())).rejects.toMatchObject({ reason: 'api-key-not-set' });

    expect(simulator.requests).toHaveLength(before);
  });

  test('are not changed for any other refusal', async () => {
    simulator.faults.set('status', faultOf.serverError);
    const { getEnvelope, asked } = api({}, [
      current(simulator.apiKey),
      { stage: 'previous', value: 'other' },
    ]);

    await expect(getEnvelope(one.packageId, signal())).rejects.toMatchObject({ reason: 'server-error' });

    expect(asked).toEqual([false]);
    expect(simulator.faults.fired('status')).toBeGreaterThan(0);
  });
});

describe('redirects', () => {
  let storage: Server;
  let host: string;
  let seen: { readonly url?: string; readonly headers: IncomingHttpHeaders }[];
  let answer: { readonly status: number; readonly headers?: Record<string, string> };

  beforeEach(async () => {
    seen = [];
    answer = { status: 200 };
    storage = createServer(({ url, headers }, response) => {
      seen.push({ url, headers });
      response.writeHead(answer.status, answer.headers).end(one.masterFile);
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(storage.address() as AddressInfo).port}`;
    simulator.faults.set('master-file', faultOf.redirect(`http://${host}/file?signature=secret`));
  });

  afterEach(() => {
    storage.close();
    storage.closeAllConnections();
  });

  test('to an allowed host are followed, without the key', async () => {
    const { download } = api({ downloadHosts: [host] });

    const bytes = await buffer(await download(one.packageId, masterFile, signal()));

    expect(bytes).toEqual(one.masterFile);
    expect(seen.map(({ url }) => url)).toEqual(['/file?signature=secret']);
    expect(JSON.stringify(seen)).not.toContain(simulator.apiKey);
    expect(seen[0]?.headers['api_key']).toBeUndefined();
  });

  test('to another host are refused, and nobody is asked there', async () => {
    const { download } = api();

    await expect(download(one.packageId, masterFile, signal())).rejects.toMatchObject({
      reason: 'redirect-refused',
    });

    expect(seen).toEqual([]);
  });

  test('from an allowed host to another are refused', async () => {
    answer = { status: 302, headers: { location: 'https://elsewhere.example.com/' } };
    const { download } = api({ downloadHosts: [host] });

    await expect(download(one.packageId, masterFile, signal())).rejects.toMatchObject({
      reason: 'redirect-refused',
    });
  });

  test('in a circle are refused', async () => {
    answer = { status: 302, headers: { location: '/again' } };
    const { download } = api({ downloadHosts: [host] });

    await expect(download(one.packageId, masterFile, signal())).rejects.toMatchObject({
      reason: 'redirect-refused',
    });

    expect(seen).toHaveLength(5);
  });

  test('that end in a refusal do not blame our key', async () => {
    answer = { status: 403 };
    const { download, asked } = api({ downloadHosts: [host] });

    await expect(download(one.packageId, masterFile, signal())).rejects.toMatchObject({
      reason: 'unexpected-answer',
    });

    expect(asked).toEqual([false]);
  });

  test.each([
    ['plain http to another machine', 'http://files.example.com/x', ['files.example.com']],
    ['another protocol', 'ftp://files.example.com/x', ['files.example.com']],
    [
      'a host that only looks allowed',
      'https://files.example.com@elsewhere.example/x',
      ['files.example.com'],
    ],
    ['another port', 'https://files.example.com:8443/x', ['files.example.com']],
    ['what is no address', 'https://[', ['files.example.com']],
    ['nowhere', '', ['files.example.com']],
  ])('refuses %s', async (_, location, downloadHosts) => {
    simulator.faults.set('master-file', faultOf.redirect(location));
    const { download } = api({ downloadHosts });

    await expect(download(one.packageId, masterFile, signal())).rejects.toMatchObject({
      reason: 'redirect-refused',
    });
  });
});

describe('ids', () => {
  test.each(['..%2f', '../x', 'a/b', 'a?b', '', 'x'.repeat(129)])(
    'refuses %p, and asks nobody',
    async (id) => {
      const before = simulator.requests.length;
      const { getEnvelope, download } = api();

      await expect(getEnvelope(id, signal())).rejects.toEqual(new PermanentFailure('unsafe-id'));
      await expect(download(id, masterFile, signal())).rejects.toEqual(new PermanentFailure('unsafe-id'));
      await expect(
        download(one.packageId, { ...masterFile, role: 'executed', documentId: id }, signal()),
      ).rejects.toEqual(new PermanentFailure('unsafe-id'));

      expect(simulator.requests).toHaveLength(before);
    },
  );
});

test.each([
  {},
  { apiUrl: 'http://sign.example.com/api/v1' },
  { apiUrl: 'file:///etc/passwd' },
  { apiUrl: 'nowhere' },
])('refuses options that it cannot work with: %j', (options) => {
  expect(() => iinkedSignApi(options, { fetch, apiKeys: async () => [] })).toThrow();
});

test('an API address with a slash at its end is the same address', async () => {
  const { complete } = await api({ apiUrl: `${simulator.apiUrl}/` }).getEnvelope(one.packageId, signal());

  expect(complete).toBe(true);
});
