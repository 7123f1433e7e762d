import { PDFDocument } from '@cantoo/pdf-lib';
import { readDocumensoEvent } from '../../../lambda/providers/documenso/events';
import { start } from '.';
import { startDocumensoSimulator, type DocumensoSimulator } from './simulator';

let simulator: DocumensoSimulator;

beforeEach(async () => {
  simulator = await startDocumensoSimulator();
});

afterEach(() => simulator.close());

function call(path: string, init: RequestInit = {}) {
  return fetch(simulator.apiUrl + path, {
    headers: { authorization: `Bearer ${simulator.apiToken}` },
    ...init,
  });
}

test('serves an unsigned PDF with status 200 before completion, and real signed ones after it', async () => {
  const one = await simulator.addEnvelope();
  const path = `/envelope/item/${one.items[0]?.id}/download?version=signed`;

  const before = Buffer.from(await (await call(path)).arrayBuffer());
  one.completed = true;
  const after = Buffer.from(await (await call(path)).arrayBuffer());

  expect(before).toEqual(one.items[0]?.pdfs.unsigned);
  expect(after).toEqual(one.items[0]?.pdfs.executed);
  expect((await PDFDocument.load(after)).getPageCount()).toBe(1);
});

test('has no certificate before completion, by a 500 with a code, and draws each anew', async () => {
  const one = await simulator.addEnvelope();
  const path = `/envelope/${one.id}/certificate/download`;

  const early = await call(path);
  one.completed = true;
  const drawn = await Promise.all([call(path), call(path)].map(async (answer) => (await answer).text()));

  expect([early.status, await early.json()]).toEqual([
    500,
    { error: 'Something went wrong', code: 'DOCUMENT_NOT_COMPLETE' },
  ]);
  expect(new Set(drawn).size).toBe(2);
});

test('a reseal changes data, time and PDFs', async () => {
  const one = await simulator.addEnvelope();
  const before = structuredClone(one);

  await simulator.reseal(one);

  expect(one.completedAt).not.toBe(before.completedAt);
  expect(one.items.map(({ documentDataId }) => documentDataId)).not.toEqual(
    before.items.map(({ documentDataId }) => documentDataId),
  );
  expect(one.items[0]?.pdfs.executed).not.toEqual(before.items[0]?.pdfs.executed);
});

test('an old token counts no longer once it was rotated, and an unknown envelope is 404', async () => {
  const headers = { authorization: `Bearer ${simulator.apiToken}` };

  expect((await call('/envelope/x')).status).toBe(404);
  simulator.rotateApiToken();
  expect((await call('/envelope/x', { headers })).status).toBe(401);
});

test('its webhooks are what we call them, and those that repeat are the same event', async () => {
  const common = await start();
  const envelope = await common.addEnvelope({ title: 'Mine' });
  const target = { url: 'https://hooks.example.com/x', secret: 'a-secret-of-both' };

  const events = envelope.webhooks().map((webhook) => {
    const delivery = common.delivery(webhook, target);
    expect(delivery.headers['X-Documenso-Secret']).toBe(target.secret);
    return { webhook, ...readDocumensoEvent(delivery.body) };
  });
  await common.close();

  expect(events.map(({ type }) => type)).toEqual(events.map(({ webhook }) => webhook.type));
  expect(events.map(({ envelope: one }) => one?.id)).toEqual(events.map(() => envelope.id));
  const keys = events.map(({ key }) => JSON.stringify(key));
  expect(keys.map((key, index) => keys.indexOf(key) < index)).toEqual(
    events.map(({ webhook }) => webhook.repeats ?? false),
  );
  const bodies = events.map(({ webhook }) => webhook.body(target)).join();
  for (const token of Object.values(envelope.secrets())) expect(bodies).toContain(token);
});

test('an instance of 1.x has no routes of API v2, and webhooks without envelope ids', async () => {
  const old = await startDocumensoSimulator({ version: '1.x' });
  const one = await old.addEnvelope();
  const headers = { authorization: `Bearer ${old.apiToken}` };

  const answer = await fetch(`${old.apiUrl}/envelope/${one.id}`, { headers });
  const bodies = old.webhooksOf(one).map(({ body }) => body({ url: 'x', secret: 'y' }));
  await old.close();

  expect(answer.status).toBe(404);
  expect(bodies.join()).not.toContain('envelopeId');
  expect(bodies.map((body) => readDocumensoEvent(Buffer.from(body)).envelope?.id)).toEqual(
    bodies.map(() => String(one.number)),
  );
});

test.each([
  ['1.x', ['v1-document']],
  ['2.0', ['envelope', 'document', 'openapi', 'older-item-download', 'v1-document']],
  ['2.3.1', ['envelope', 'document', 'openapi', 'item-download', 'v1-document']],
  ['2.12', ['envelope', 'get-many', 'document', 'openapi', 'item-download', 'v1-document']],
] as const)(
  'an envelope of %s has the routes of that version only, also at a newer instance',
  async (version, own) => {
    for (const instance of [version, '2.17'] as const) {
      const server = await startDocumensoSimulator({ version: instance });
      const { id, number, items } = await server.addEnvelope({ version });
      const origin = server.apiUrl.replace('/api/v2', '');
      const headers = { authorization: `Bearer ${server.apiToken}` };
      const ids = JSON.stringify({ ids: { type: 'documentId', ids: [number] } });
      const requests = {
        envelope: [`/api/v2/envelope/${id}`],
        'get-many': ['/api/v2/envelope/get-many', { method: 'POST', body: ids }],
        document: [`/api/v2/document/${number}`],
        openapi: ['/api/v2/openapi.json'],
        'item-download': [`/api/v2/envelope/item/${items[0]?.id}/download?version=signed`],
        'older-item-download': [`/api/v2/envelopeItem/${items[0]?.id}/download`],
        certificate: [`/api/v2/envelope/${id}/certificate/download`],
        'v1-document': [`/api/v1/documents/${number}`],
      } as const;
      const found: string[] = [];
      for (const [name, [path, init]] of Object.entries(requests)) {
        const { status } = await fetch(origin + path, { headers, ...init });
        if (status !== 404) found.push(name);
      }
      await server.close();

      // The description names no envelope, so it is that of the instance.
      const isOwn = (name: string) => instance === version || name !== 'openapi';
      expect(found.filter(isOwn)).toEqual(own.filter(isOwn));
    }
  },
);
