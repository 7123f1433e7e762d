import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { PDFDocument } from '@cantoo/pdf-lib';
import { faultOf } from '../kit/faults';
import { startIinkedSignSimulator, type IinkedSignSimulator } from './simulator';

let simulator: IinkedSignSimulator;

beforeEach(async () => {
  simulator = await startIinkedSignSimulator();
});

afterEach(() => simulator.close());

function call(path: string, init: RequestInit = {}) {
  return fetch(simulator.apiUrl + path, {
    headers: { api_key: simulator.apiKey },
    redirect: 'manual',
    ...init,
  });
}

describe('the API', () => {
  test('tells a package open until everybody has signed, then executed', async () => {
    const { packageId } = await simulator.addPackage();

    const before = await (await call(`/packages/${packageId}/status`)).json();
    simulator.complete(packageId);
    const after = await (await call(`/packages/${packageId}/status`)).json();

    expect(before).toMatchObject({ packageId, state: 'open', isExecuted: false });
    expect(after).toMatchObject({ packageId, state: 'executed', isExecuted: true });
  });

  test('serves real PDFs: executed, CAC and MasterFile', async () => {
    const { packageId, documents } = await simulator.addPackage();
    simulator.complete(packageId);

    const paths = documents.flatMap(({ documentId, cac }) => [
      `/packages/${packageId}/documents/${documentId}/pdf/executed/download`,
      ...(cac ? [`/packages/${packageId}/documents/${documentId}/pdf/cac/download`] : []),
    ]);
    const pages = await Promise.all(
      [...paths, `/masterfiles/${packageId}/pdf/download`].map(async (path) => {
        const answer = await call(path);
        return (await PDFDocument.load(await answer.arrayBuffer())).getPageCount();
      }),
    );

    expect(pages).toEqual([2, 1, 1, 1, 3]);
  });

  test('serves an unsigned PDF with status 200 while the package is open', async () => {
    const { packageId, documents } = await simulator.addPackage();
    const [document] = documents;

    const answer = await call(
      `/packages/${packageId}/documents/${document?.documentId}/pdf/executed/download`,
    );

    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(document?.pdfs.unsigned);
  });

  test.each([
    ['a wrong key', '/packages/x/status', { headers: { api_key: 'wrong' } }, 401],
    ['an unknown package', '/packages/x/status', {}, 404],
    ['a CAC that is not there', '/packages/x/documents/y/pdf/cac/download', {}, 404],
    ['a path that the API does not have', '/nothing', {}, 404],
  ])('refuses %s', async (_, path, init, status) => {
    expect((await call(path, init)).status).toBe(status);
  });

  test('lists by page and by state', async () => {
    const first = await simulator.addPackage();
    const second = await simulator.addPackage();
    simulator.complete(second.packageId);
    const list = async (body: object) =>
      (await call('/packages/list', { method: 'POST', body: JSON.stringify(body) })).json();

    expect(await list({ take: 1, skip: 0 })).toMatchObject({
      total: 2,
      items: [{ packageId: first.packageId }],
    });
    expect(await list({ isExecuted: true })).toMatchObject({
      total: 1,
      items: [{ packageId: second.packageId }],
    });
  });

  test('gives out a secret for a registered address, and keeps it', async () => {
    const set = async (body: object) =>
      (await call('/events/endpoints/set', { method: 'POST', body: JSON.stringify(body) })).json();

    const first = await set({ url: 'https://example.com/hook', name: 'Mine' });
    const again = await set({ url: 'https://example.com/hook' });

    expect(first).toMatchObject({ endpoint: { url: 'https://example.com/hook', name: 'Mine' } });
    expect(again).toEqual(first);
  });

  test('an old key counts no longer once it was rotated', async () => {
    const old = simulator.apiKey;

    simulator.rotateApiKey();

    expect((await call('/packages/x/status', { headers: { api_key: old } })).status).toBe(401);
    expect((await call('/packages/x/status')).status).toBe(404);
  });
});

describe('faults', () => {
  test('fire as often as set, after as many calls as set, and are counted', async () => {
    simulator.faults.set('status', faultOf.serverError, { skip: 1, times: 1 });

    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await call('/packages/x/status')).status);

    expect(statuses).toEqual([404, 500, 404]);
    expect(simulator.faults.fired('status')).toBe(1);
  });

  test.each(['content-length', 'chunked'] as const)(
    'a body cut off by %s fails for the client',
    async (framing) => {
      const { packageId } = await simulator.addPackage();
      simulator.faults.set('master-file', faultOf.cutOff(framing));
      simulator.complete(packageId);

      const answer = await call(`/masterfiles/${packageId}/pdf/download`);

      await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
    },
  );

  test('a body whose end is that of the connection is half a body, and HTTP cannot tell', async () => {
    const { packageId, masterFile } = await simulator.addPackage();
    simulator.faults.set('master-file', faultOf.cutOff('until-close'));
    simulator.complete(packageId);

    const answer = await call(`/masterfiles/${packageId}/pdf/download`);

    expect(answer.headers.get('content-length')).toBeNull();
    expect((await answer.arrayBuffer()).byteLength).toBe(Math.ceil(masterFile.length / 2));
  });
});

describe('webhooks', () => {
  let receiver: Server;
  let received: { readonly url: string; readonly signature: string; readonly body: string }[];

  beforeEach(async () => {
    received = [];
    receiver = createServer((request, response) => {
      const signature = String(request.headers['x-syngrafii-signature']);
      void text(request).then((body) => {
        received.push({ url: String(request.url), signature, body });
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => new Promise((resolve) => receiver.close(resolve)));

  test.each(['sha256', 'sha1'] as const)(
    'are signed by %s over the registered address, wherever they go',
    async (algorithm) => {
      const { packageId } = await simulator.addPackage();
      const { secret } = simulator.register('https://example.com/Hook/');
      const to = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/local`;
      const [webhook] = simulator.webhooksOf(packageId);

      const answers = await simulator.send(webhook ?? '', { to, algorithm });
      await simulator.send(webhook ?? '', { to, algorithm, forged: true });

      const [genuine, forged] = received;
      const expected = createHmac(algorithm, secret)
        .update(`https://example.com/Hook/${genuine?.body}`)
        .digest('base64');
      expect(answers).toEqual([{ status: 200, body: '' }]);
      expect(genuine).toEqual({ url: '/local', signature: expected, body: JSON.stringify(webhook) });
      expect(forged?.body).toBe(genuine?.body);
      expect(forged?.signature).not.toBe(expected);
    },
  );

  test('tell a package in the order and with the fields of the provider', async () => {
    const { packageId, documents } = await simulator.addPackage({ documents: [{}] });

    const webhooks = simulator.webhooksOf(packageId);

    expect(webhooks.map(({ action }) => action)).toEqual([
      'package_add',
      'document_signed',
      'document_signed',
      'document_executed',
      'package_executed',
    ]);
    expect(Object.keys(webhooks[3] ?? {})).toEqual([
      'action',
      'packageId',
      'documentId',
      'externalId',
      'eventId',
      'eventTime',
    ]);
    expect(webhooks[2]).toMatchObject({ documentId: documents[0]?.documentId, nextSignerId: null });
    for (const { eventTime } of webhooks)
      expect(eventTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
    expect(simulator.webhooksOf(packageId)).toBe(webhooks);
  });
});
