import { buffer } from 'node:stream/consumers';
import { documensoApi } from '../../../../lambda/providers/documenso/api';
import { readDocumensoEvent } from '../../../../lambda/providers/documenso/events';
import type { EnvelopeState } from '../../../../lambda/providers/provider';
import type { InstanceVersion } from '../../../simulators/documenso/instance-version';
import {
  startDocumensoSimulator,
  type DocumensoSimulator,
  type SimulatorOptions,
} from '../../../simulators/documenso/simulator';
import { faultOf } from '../../../simulators/kit/faults';

const signal = () => new AbortController().signal;

let simulator: DocumensoSimulator;

afterEach(() => simulator.close());

async function start(version: InstanceVersion, options: Omit<SimulatorOptions, 'version'> = {}) {
  simulator = await startDocumensoSimulator({ version, ...options });
  const one = await simulator.addEnvelope();
  one.completed = true;
  return { one, ...apiWith(simulator.apiToken) };
}

function apiWith(...keys: readonly string[]) {
  const apiKeys = async () =>
    keys.map((value, index) => ({ stage: index === 0 ? 'current' : 'previous', value }) as const);
  return documensoApi({ apiUrl: simulator.apiUrl }, { fetch, apiKeys });
}

/** What a webhook of the instance calls the envelope. */
const reportedId = ([webhook]: ReturnType<DocumensoSimulator['webhooksOf']>) =>
  readDocumensoEvent(Buffer.from(webhook!.body({ url: 'x', secret: 'y' }))).envelope?.id ?? '';

describe.each(['2.0', '2.3.1', '2.12', '2.17'] as const)('an envelope of Documenso %s', (version) => {
  test.each(['s3', 'database'] as const)(
    'is read and downloaded by what its webhooks say (%s)',
    async (storage) => {
      const { one, getEnvelope, download } = await start(version, { storage });

      const state = await getEnvelope(reportedId(simulator.webhooksOf(one)), signal());
      const executed = state.files.filter(({ role }) => role === 'executed');
      const bytes = await Promise.all(
        executed.map(async (file) => buffer(await download(state.id ?? '', file, signal()))),
      );

      expect(state).toMatchObject({ id: one.id, legacyId: String(one.number), complete: true });
      expect(bytes).toEqual(one.items.map(({ pdfs }) => pdfs.executed));
      expect(simulator.requests.map(({ path }) => path).join()).not.toContain('/v1/');
    },
  );

  test('has another revision once it was sealed again', async () => {
    const { one, getEnvelope } = await start(version);
    const id = reportedId(simulator.webhooksOf(one));
    const { revision } = await getEnvelope(id, signal());

    await simulator.reseal(one);

    expect((await getEnvelope(id, signal())).revision).not.toEqual(revision);
  });

  test('is not complete before its status is', async () => {
    const { one, getEnvelope } = await start(version);
    one.completed = false;

    const state = await getEnvelope(reportedId(simulator.webhooksOf(one)), signal());

    expect(state).toMatchObject({ complete: false, status: 'PENDING' });
  });

  test('is not found if it is unknown, and nothing is asked by the first API', async () => {
    const { getEnvelope } = await start(version);

    await expect(getEnvelope('5', signal())).rejects.toMatchObject({ reason: 'not-found' });
    await expect(getEnvelope('envelope_unknown', signal())).rejects.toMatchObject({ reason: 'not-found' });

    expect(simulator.requests.map(({ path }) => path).join()).not.toContain('/v1/');
  });

  test('is read with the previous API key while the current one is refused', async () => {
    const { one } = await start(version);
    const { getEnvelope } = apiWith('a-new-key-that-counts-later', simulator.apiToken);

    await expect(getEnvelope(one.id, signal())).resolves.toMatchObject({ id: one.id });
  });
});

describe('an instance without get-many', () => {
  const routesOf = async (act: () => Promise<EnvelopeState>) => {
    const before = simulator.requests.length;
    await act();
    return simulator.requests.slice(before).map(({ route }) => route);
  };

  test('is asked for it once an hour', async () => {
    const { one, getEnvelope } = await start('2.3.1');
    const ask = () => routesOf(() => getEnvelope(String(one.number), signal()));
    const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
    try {
      expect(await ask()).toEqual(['get-many', 'document', 'envelope']);
      expect(await ask()).toEqual(['document', 'envelope']);
      clock.mockReturnValue(60 * 60 * 1_000);
      expect(await ask()).toEqual(['get-many', 'document', 'envelope']);
    } finally {
      clock.mockRestore();
    }
  });

  test('may send the PDFs of its database in the answer about a document', async () => {
    const { one, getEnvelope } = await start('2.3.1');
    const documentData = {
      type: 'BYTES_64',
      data: 'A'.repeat(16_000_000),
      initialData: 'B'.repeat(16_000_000),
    };
    const answer = { id: one.number, envelopeId: one.id, documentData };
    simulator.faults.set('document', faultOf.bytes(Buffer.from(JSON.stringify(answer))));

    await expect(getEnvelope(String(one.number), signal())).resolves.toMatchObject({ id: one.id });
  });
});

describe('the download of an item', () => {
  const download = async (version: InstanceVersion, id: string) => {
    const { one, ...api } = await start(version);
    const file = { role: 'executed', name: 'x.pdf', presence: 'required', format: 'pdf' } as const;
    return api.download(one.id, { ...file, documentId: id }, signal());
  };

  test.each(['2.0', '2.3.1', '2.17'] as const)(
    'of %s is not found if both addresses are missing',
    async (version) => {
      await expect(download(version, 'envelope_item_unknown')).rejects.toMatchObject({ reason: 'not-found' });
    },
  );

  test('of 2.0 is waited for while its older address fails', async () => {
    const { one, ...api } = await start('2.0');
    simulator.faults.set('older-item-download', faultOf.rateLimited('7'));
    const [file] = (await api.getEnvelope(one.id, signal())).files;

    await expect(api.download(one.id, file!, signal())).rejects.toMatchObject({
      reason: 'rate-limited',
      details: { retryAfterSeconds: 7 },
    });
  });
});
