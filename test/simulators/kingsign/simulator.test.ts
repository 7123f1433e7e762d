import { PDFDocument } from '@cantoo/pdf-lib';
import { startKingsignSimulator, type KingsignSimulator } from './simulator';

let simulator: KingsignSimulator;

beforeAll(async () => {
  simulator = await startKingsignSimulator();
});

afterAll(() => simulator.close());

const target = { url: 'https://example.com/kingsign/token', secret: '' };

async function act(action: string, requestPayload: object, key = simulator.apiKey) {
  const answer = await fetch(`${simulator.apiUrl}/api`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'ks-api-key': key },
    body: JSON.stringify({ action, requestPayload }),
  });
  return { status: answer.status, text: await answer.text() };
}

async function downloadUrl(documentId: string): Promise<string> {
  const { text } = await act('DOWNLOAD_DOCUMENT', { documentId });
  return (JSON.parse(text) as { downloadUrl: string }).downloadUrl;
}

describe('the API', () => {
  test('answers exactly the files that the archive is to hold', async () => {
    const envelope = await simulator.addDocument();
    envelope.complete();
    const { templateId } = simulator.documentOf(envelope.id);

    const values = await act('GET_DOCUMENTS', { query: { _id: envelope.id } });
    const geometry = await act('GET_TEMPLATES', { query: { _id: templateId } });
    const original = await fetch(await downloadUrl(envelope.id));

    expect([values.status, geometry.status, original.status]).toEqual([201, 201, 200]);
    expect(envelope.files().map(({ bytes }) => bytes)).toEqual([
      Buffer.from(await original.arrayBuffer()),
      Buffer.from(values.text),
      Buffer.from(geometry.text),
    ]);
  });

  test('draws signatures that a PDF can take', async () => {
    const { id } = await simulator.addDocument({ signatureBytes: 50_000 });
    const [field] = simulator.documentOf(id).fields;
    const pdf = await PDFDocument.create();

    const { width } = await pdf.embedPng(String(field?.value));

    expect(width).toBe(200);
    expect(Buffer.from(String(field?.value), 'base64').length / 50_000).toBeCloseTo(1, 1);
  });

  test.each([
    ['a wrong key', 'GET_DOCUMENTS', 'sk_live_wrong', 'Invalid API key: '],
    ['an action that it does not have', 'DELETE_DOCUMENT', undefined, 'Unknown action'],
    ['a document that it does not have', 'DOWNLOAD_DOCUMENT', undefined, 'Document not found'],
  ])('tells %s as a server error', async (_, action, key, message) => {
    const { status, text } = await act(action, { documentId: 'none' }, key);

    expect([status, text]).toEqual([500, expect.stringContaining(message)]);
  });

  test('storage refuses a request with an API key, and half a link', async () => {
    const url = await downloadUrl((await simulator.addDocument()).id);

    const withKey = await fetch(url, { headers: { 'ks-api-key': simulator.apiKey } });
    const half = await fetch(url.replace(/&X-Amz-Signature.*/, ''));

    expect([withKey.status, half.status]).toEqual([403, 403]);
  });
});

describe('webhooks', () => {
  test('come once for each field, in parallel, and the completion twice, sent at different times', async () => {
    const envelope = await simulator.addDocument();

    const webhooks = envelope.webhooks();
    const times = webhooks.map((webhook) => {
      const { body } = simulator.delivery(webhook, target);
      return (JSON.parse(body.toString()) as { timestamp: string }).timestamp;
    });

    expect(webhooks.map(({ event }) => event)).toEqual([
      ...Array<string>(6).fill('document.updated'),
      'document.completed',
      'document.completed',
    ]);
    expect(new Set(times).size).toBe(8);
  });

  test('hold all that is called secret, and the API’s answers none of it', async () => {
    const envelope = await simulator.addDocument();
    envelope.complete();
    const bodies = envelope.webhooks().map((webhook) => simulator.delivery(webhook, target).body.toString());
    const files = envelope.files().map(({ bytes }) => String(bytes));
    const { 'the signature of the download link': link, ...values } = envelope.secrets();

    expect(await downloadUrl(envelope.id)).toContain(link);
    expect(Object.keys(values)).toHaveLength(4);
    for (const value of Object.values(values)) {
      expect(bodies.join()).toContain(value);
      expect(files.join()).not.toContain(value);
    }
  });

  test('are as large as their signatures', async () => {
    const envelope = await simulator.addDocument({ contacts: 1, signatureBytes: 4_100_000 });
    const last = envelope.webhooks().at(-1);

    const { body } = simulator.delivery(
      last ?? { event: '', type: 'provider.event', body: () => '' },
      target,
    );

    expect(body.length / 1e6).toBeCloseTo(5.5, 1);
  });
});
