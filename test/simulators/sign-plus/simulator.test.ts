import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { readSignPlusEvent } from '../../../lambda/providers/sign-plus/events';
import { isWholePdf } from '../../../lambda/pdf/whole-pdf';
import { asProviderSimulator, filesOf } from './index';
import { endOfEnvelope } from './envelope-webhooks';
import { startSignPlusSimulator, type SignPlusSimulator } from './simulator';

let simulator: SignPlusSimulator;

beforeEach(async () => {
  simulator = await startSignPlusSimulator();
});

afterEach(() => simulator.close());

const target = { url: 'https://hooks.example.com/sign-plus/the-token', secret: '' };
const call = (path: string, init: RequestInit = {}) =>
  fetch(simulator.apiUrl + path, { headers: { authorization: `Bearer ${simulator.apiToken}` }, ...init });
const bytesOf = async (path: string) => Buffer.from(await (await call(path)).arrayBuffer());

describe('the API', () => {
  test('has a PDF with status 200 for what nobody has signed, and no certificate', async () => {
    const { id, pdfs } = await simulator.addEnvelope();

    expect(await bytesOf(`/envelope/${id}/signed_documents?certificate_of_completion=false`)).toEqual(
      pdfs.unsigned,
    );
    expect((await call(`/envelope/${id}/certificate`)).status).toBe(404);
  });

  test.each(['certificate', 'signed_documents?certificate_of_completion=true'])(
    'draws %s anew each time, and whole',
    async (path) => {
      const one = await simulator.addEnvelope();
      one.completed = true;

      const [first, second] = [
        await bytesOf(`/envelope/${one.id}/${path}`),
        await bytesOf(`/envelope/${one.id}/${path}`),
      ];

      expect(first).not.toEqual(second);
      for (const bytes of [first, second]) expect(isWholePdf(bytes)).toBe(true);
    },
  );

  test.each([
    ['a wrong token', '/envelope/x', { headers: { authorization: 'Bearer wrong' } }, 401],
    ['no token', '/envelope/x', { headers: {} }, 401],
    ['an unknown envelope', '/envelope/x', {}, 404],
    ['what the API does not have', '/nothing', {}, 404],
    ['a webhook for no known event', '/webhook', { method: 'POST', body: '{"event":"X","target":"y"}' }, 400],
  ])('refuses %s', async (_, path, init, status) => {
    expect((await call(path, init)).status).toBe(status);
  });

  test('makes a webhook without a secret', async () => {
    const body = JSON.stringify({ event: 'ENVELOPE_COMPLETED', target: target.url });

    const answer = (await (await call('/webhook', { method: 'POST', body })).json()) as object;

    expect(answer).toMatchObject({ event: 'ENVELOPE_COMPLETED', target: target.url });
    expect(Object.keys(answer)).toEqual(['id', 'event', 'target']);
  });

  test('an old token counts no longer once it was rotated', async () => {
    const old = simulator.apiToken;

    simulator.rotateApiToken();

    expect((await call('/envelope/x', { headers: { authorization: `Bearer ${old}` } })).status).toBe(401);
  });
});

describe('the downloads', () => {
  test('are portfolios of the documents, however these are called', async () => {
    const { pdfs } = await simulator.addEnvelope({ documents: ['../../etc/passwd', 'Lease.pdf'] });

    const pdf = await PDFDocument.load(pdfs.executed.file);

    expect(pdf.catalog.lookup(PDFName.of('Collection'), PDFDict)).toBeDefined();
    expect(pdf.getAttachments().map(({ name, data }) => [name, Buffer.from(data)])).toEqual(
      pdfs.executed.entries.map(({ name, bytes }) => [name, bytes]),
    );
    expect(pdfs.executed.entries.map(({ name }) => name)).toEqual(['../../etc/passwd', 'Lease.pdf']);
  });

  test('are plain PDFs if the options say so', async () => {
    const one = await simulator.addEnvelope({ format: 'pdf' });

    const pdf = await PDFDocument.load(one.pdfs.executed.file);

    expect([pdf.getPageCount(), pdf.getAttachments()]).toEqual([2, []]);
    expect(filesOf(one).map(({ role }) => role)).toEqual([
      'executed',
      'executed-with-certificate',
      'certificate',
    ]);
  });
});

describe('the common face', () => {
  test('tells what the archive must hold: the portfolios and what lies in each', async () => {
    const envelope = await asProviderSimulator(simulator).addEnvelope({ title: 'Lease' });

    expect(envelope.files().map(({ role, title, bytes }) => [role, title, bytes !== undefined])).toEqual([
      ['executed', 'Lease', true],
      ['portfolio-document', 'Inventory 1/2.pdf', true],
      ['portfolio-document', 'Lease.pdf', true],
      ['executed-with-certificate', 'Lease', false],
      ['portfolio-document', 'Certificate of completion.pdf', true],
      ['portfolio-document', 'Inventory 1/2.pdf', true],
      ['portfolio-document', 'Lease.pdf', true],
      ['certificate', undefined, false],
    ]);
  });

  test('has webhooks that become the events it says, one each but where they repeat', async () => {
    const envelope = await asProviderSimulator(simulator).addEnvelope();
    const webhooks = envelope.webhooks();

    const read = webhooks.map(({ body }) => readSignPlusEvent(Buffer.from(body(target))));

    expect(read.map(({ type }) => type)).toEqual(webhooks.map(({ type }) => type));
    const once = webhooks.filter(({ repeats }) => !repeats);
    expect(new Set(read.map(({ key }) => JSON.stringify(key))).size).toBe(once.length);
    expect(webhooks).toHaveLength(once.length + 1);
    expect(read.filter(({ problem }) => problem !== undefined)).toEqual([]);
  });

  test('has one id on all webhooks, and our address in each', async () => {
    const face = asProviderSimulator(simulator);
    const [first, second] = [await face.addEnvelope(), await face.addEnvelope()];

    const bodies = [...first.webhooks(), ...second.webhooks()].map(
      (webhook) => JSON.parse(face.delivery(webhook, target).body.toString()) as Webhook,
    );

    expect(new Set(bodies.flatMap(({ hook, data }) => [hook.id, data.id])).size).toBe(1);
    expect(new Set(bodies.map(({ hook }) => hook.target))).toEqual(new Set([target.url]));
  });

  test('knows the other ends too', async () => {
    const one = await simulator.addEnvelope();

    const webhook = endOfEnvelope(simulator.account, one, 'expired');

    expect(readSignPlusEvent(Buffer.from(webhook.body(target))).type).toBe('envelope.expired');
  });

  test('names the secrets that stand in the API’s answers', async () => {
    const envelope = await asProviderSimulator(simulator).addEnvelope();
    const answer = await (await call(`/envelope/${envelope.id}`)).text();

    const secrets = Object.values(envelope.secrets());

    expect(secrets).toHaveLength(2);
    for (const secret of secrets) expect(answer).toContain(secret);
  });
});

interface Webhook {
  readonly hook: { readonly id: string; readonly target: string };
  readonly data: { readonly id: string };
}
