import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { PermanentFailure } from '../../../../lambda/kit/permanent-failure';
import { documensoApi } from '../../../../lambda/providers/documenso/api';
import type { ListedFile } from '../../../../lambda/providers/provider';
import type { DocumensoEnvelope } from '../../../simulators/documenso/simulated-envelope';
import { startDocumensoSimulator, type DocumensoSimulator } from '../../../simulators/documenso/simulator';
import { faultOf } from '../../../simulators/kit/faults';

const signal = () => new AbortController().signal;

const executed: ListedFile = { role: 'executed', name: 'executed.pdf', presence: 'required', format: 'pdf' };

/** An answer of Documenso's download routes. */
const refusalOf = (status: number, body: object) =>
  ({ kind: 'answer', status, body: JSON.stringify(body) }) as const;

describe('an instance of 1.x', () => {
  let old: DocumensoSimulator;
  let document: DocumensoEnvelope;

  async function startOld(storage: 's3' | 'database') {
    old = await startDocumensoSimulator({ version: '1.x', storage });
    document = await old.addEnvelope({ items: ['Lease'] });
    document.completed = true;
    const apiKeys = () => Promise.resolve([{ stage: 'current', value: old.apiToken }] as const);
    return documensoApi({ apiUrl: old.apiUrl }, { fetch, apiKeys });
  }

  afterEach(() => old.close());

  test('gives the status of a document by API v1, and its PDF from its storage without the token', async () => {
    const { getEnvelope, download } = await startOld('s3');
    const number = String(document.number);

    const reading = await getEnvelope(number, signal());
    const bytes = await buffer(await download(number, reading.files[0] ?? executed, signal()));

    expect(reading).toEqual({
      legacyId: number,
      complete: true,
      status: 'COMPLETED',
      title: document.title,
      revision: [document.number, document.completedAt],
      files: [
        {
          role: 'executed',
          name: 'executed.pdf',
          title: document.title,
          presence: 'required',
          format: 'pdf',
        },
      ],
    });
    expect(bytes).toEqual(document.items[0]?.pdfs.executed);
    const [storage] = old.requests.filter(({ route }) => route === 'storage');
    expect(storage?.headers.authorization).toBeUndefined();
  });

  test('that stores its files in its database is an unsupported version: a permanent failure', async () => {
    const { download } = await startOld('database');

    await expect(download(String(document.number), executed, signal())).rejects.toEqual(
      new PermanentFailure('unsupported-version'),
    );
  });

  test.each([
    [400, 'Document is not completed yet.', 'not-complete'],
    [500, 'Error downloading the document. Please try again.', 'server-error'],
    [401, 'Unauthorized', 'unauthorized'],
  ])('may be waited for after %d "%s"', async (status, message, reason) => {
    const { download } = await startOld('s3');
    old.faults.set('v1-download', refusalOf(status, { message }));

    await expect(download(String(document.number), executed, signal())).rejects.toMatchObject({
      reason,
    });
  });

  test('fails with not-found for an unknown document', async () => {
    const { getEnvelope } = await startOld('s3');

    await expect(getEnvelope('5', signal())).rejects.toMatchObject({ reason: 'not-found' });
  });

  /** The routes that are asked while something is done. */
  async function routesOf(act: () => Promise<unknown>) {
    const before = old.requests.length;
    await act().catch(() => undefined);
    return old.requests.slice(before).map(({ path }) => path.replace(/\d+$/, '<number>'));
  }

  test('is asked once for a document that it does not know, after its version is known', async () => {
    const { getEnvelope } = await startOld('s3');

    const first = await routesOf(() => getEnvelope('5', signal()));
    const next = await routesOf(() => getEnvelope('6', signal()));

    expect(first).toEqual([
      '/api/v2/envelope/get-many',
      '/api/v2/document/<number>',
      '/api/v2/openapi.json',
      '/api/v1/documents/<number>',
    ]);
    expect(next).toEqual(['/api/v1/documents/<number>']);
    await expect(getEnvelope('6', signal())).rejects.toMatchObject({ reason: 'not-found' });
  });

  test('is asked once for a document that is not complete, after its version is known', async () => {
    const { getEnvelope } = await startOld('s3');
    document.completed = false;
    await getEnvelope(String(document.number), signal());

    const next = await routesOf(() => getEnvelope(String(document.number), signal()));

    expect(next).toEqual(['/api/v1/documents/<number>']);
  });

  test('is asked for API v2 again before a document counts as complete, after its version is known', async () => {
    const { getEnvelope } = await startOld('s3');
    await getEnvelope('5', signal()).catch(() => undefined);
    const number = String(document.number);

    expect(await routesOf(() => getEnvelope(number, signal()))).toEqual([
      '/api/v1/documents/<number>',
      '/api/v2/document/<number>',
      '/api/v2/openapi.json',
    ]);
  });

  test('is asked for its version again after an hour', async () => {
    const { getEnvelope } = await startOld('s3');
    const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
    try {
      await getEnvelope('5', signal()).catch(() => undefined);
      clock.mockReturnValue(60 * 60 * 1_000);

      expect(await routesOf(() => getEnvelope('5', signal()))).toHaveLength(4);
    } finally {
      clock.mockRestore();
    }
  });

  describe('with a storage elsewhere', () => {
    let storage: Server;
    let seen: IncomingHttpHeaders[];

    beforeEach(async () => {
      seen = [];
      storage = createServer(({ headers }, response) => {
        seen.push(headers);
        response.end(document.items[0]?.pdfs.executed);
      });
      await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    });

    afterEach(() => storage.close());

    test.each([true, false])('is followed only if its host is allowed: %s', async (isAllowed) => {
      await startOld('s3');
      const host = `127.0.0.1:${(storage.address() as AddressInfo).port}`;
      const downloadUrl = `http://${host}/file?signature=secret`;
      old.faults.set('v1-download', faultOf.bytes(Buffer.from(JSON.stringify({ downloadUrl }))));
      const context = {
        fetch,
        apiKeys: async () => [{ stage: 'current', value: old.apiToken }] as const,
      };
      const options = { apiUrl: old.apiUrl, ...(isAllowed ? { downloadHosts: [host] } : {}) };
      const asked = documensoApi(options, context).download(String(document.number), executed, signal());

      if (isAllowed) expect(await buffer(await asked)).toEqual(document.items[0]?.pdfs.executed);
      else
        await expect(asked).rejects.toMatchObject({ reason: 'address-refused', message: 'address-refused' });
      expect(seen.map(({ authorization }) => authorization)).toEqual(isAllowed ? [undefined] : []);
    });
  });
});
