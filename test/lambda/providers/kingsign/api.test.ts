import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { amazonS3 } from '../../../../lambda/provider-http/host-rule';
import { PermanentFailure } from '../../../../lambda/kit/permanent-failure';
import type { SecretValue } from '../../../../lambda/kit/secret-value';
import { kingsignApi } from '../../../../lambda/providers/kingsign/api';
import type { EnvelopeState } from '../../../../lambda/providers/provider';
import { faultOf, type Fault } from '../../../simulators/kit/faults';
import type { SimulatedEnvelope } from '../../../simulators/kit/provider-simulator';
import { json } from '../../../simulators/kit/route-server';
import { startKingsignSimulator, type KingsignSimulator } from '../../../simulators/kingsign/simulator';
import { documentAnswer, downloadAnswer, templateAnswer } from '../../../simulators/kingsign/api-answers';

let simulator: KingsignSimulator;
let one: SimulatedEnvelope;

beforeAll(async () => {
  simulator = await startKingsignSimulator();
});

beforeEach(async () => {
  one = await simulator.addDocument({ title: 'Lease' });
  one.complete();
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

const signal = () => new AbortController().signal;
const key = (value: string): SecretValue => ({ stage: 'current', value });

function api(options: object = {}, keys = [key(simulator.apiKey)]) {
  const apiKeys = () => Promise.resolve(keys);
  return kingsignApi({ apiUrl: simulator.apiUrl, ...options }, { fetch, apiKeys });
}

const created = (value: unknown): Fault => {
  const { body, contentType } = json(201, value);
  return { kind: 'answer', status: 201, headers: { 'content-type': contentType }, body };
};
const fileOf = ({ files }: EnvelopeState, role: string) => {
  const file = files.find((one) => one.role === role);
  if (!file) throw new Error(`no ${role}`);
  return file;
};
async function download(role: string, options: object = {}): Promise<Buffer> {
  const made = api(options);
  const file = fileOf(await made.getEnvelope(one.id, signal()), role);
  return buffer(await made.download(one.id, file, signal()));
}

describe('reading a document', () => {
  test('is complete, with the files to store and the absent ones', async () => {
    const reading = await api().getEnvelope(one.id, signal());

    expect(reading).toMatchObject({ complete: true, status: 'signed', title: 'Lease' });
    expect(reading.files.map(({ role, name, format }) => [role, name, format])).toEqual([
      ['original', 'original.pdf', 'pdf'],
      ['field-values', 'field-values.json', 'json'],
      ['field-geometry', 'field-geometry.json', 'json'],
    ]);
    expect(reading.absent).toEqual([{ role: 'executed' }]);
  });

  test.each<[string, () => unknown]>([
    ['nobody has signed it', () => (simulator.documentOf(one.id).status = 'pending')],
    ['its status says signed early, with one field open', () => simulator.completePrematurely(one.id)],
    ['it has no fields', () => (simulator.documentOf(one.id).fields = [])],
  ])('says that it is not complete: %s', async (_, change) => {
    change();

    expect((await api().getEnvelope(one.id, signal())).complete).toBe(false);
  });

  test('reads completed as signed', async () => {
    simulator.documentOf(one.id).status = 'completed';

    expect(await api().getEnvelope(one.id, signal())).toMatchObject({ complete: true, status: 'completed' });
  });

  const revision = async () => JSON.stringify((await api().getEnvelope(one.id, signal())).revision);

  test('has another revision when what was filled in is another', async () => {
    const before = await revision();
    simulator.revise(one.id);

    expect(await revision()).not.toBe(before);
  });

  test('has the same revision in another order, at another time, under another title', async () => {
    const before = await revision();
    const answer = documentAnswer(simulator.documentOf(one.id));
    const documentFields = [...answer.documentFields]
      .reverse()
      .map((row) => ({ ...row, updatedAt: 'later' }));
    simulator.faults.set(
      'get-documents',
      created([{ ...answer, title: 'Other', status: 'completed', updatedAt: 'later', documentFields }]),
    );

    expect(await revision()).toBe(before);
  });

  test('does not find one that is archived there', async () => {
    simulator.documentOf(one.id).archived = true;

    await expect(api().getEnvelope(one.id, signal())).rejects.toMatchObject({ reason: 'not-found' });
  });

  test.each<[string, (answer: ReturnType<typeof documentAnswer>) => unknown]>([
    ['another document', (answer) => [{ ...answer, _id: 'other' }]],
    ['other documents besides', (answer) => [answer, { ...answer, _id: 'other' }]],
    ['a page of documents', (answer) => ({ total: 1, data: [answer] })],
    ['a document without its fields', (answer) => [{ ...answer, documentFields: undefined }]],
    ['a field neither signed nor not', (answer) => [{ ...answer, documentFields: [{ _id: '1' }] }]],
    [
      'two fields of one id',
      (answer) => [{ ...answer, documentFields: [1, 2].map(() => ({ _id: '1', isSigned: true })) }],
    ],
    ['no file', (answer) => [{ ...answer, fileId: undefined }]],
    ['a template id that is a query', (answer) => [{ ...answer, templateId: '{"$ne":1}' }]],
    ['a text', () => 'OK'],
  ])('refuses an answer that is not what was asked for: %s', async (_, change) => {
    simulator.faults.set('get-documents', created(change(documentAnswer(simulator.documentOf(one.id)))));

    await expect(api().getEnvelope(one.id, signal())).rejects.toMatchObject({ reason: 'unexpected-answer' });
  });

  test('refuses a value that is nested a million levels deep', async () => {
    const answer = JSON.stringify([documentAnswer(simulator.documentOf(one.id))]);
    const levels = 1_000_000;
    const body = answer.replace('"value":true', `"value":${'['.repeat(levels)}${']'.repeat(levels)}`);
    simulator.faults.set('get-documents', { kind: 'answer', status: 201, body });

    await expect(api().getEnvelope(one.id, signal())).rejects.toMatchObject({ reason: 'unexpected-answer' });
  });

  test.each(['', 'a/b', '{"$ne":null}', 'a'.repeat(129)])('asks nothing about %j', async (id) => {
    const before = simulator.requests.length;

    await expect(api().getEnvelope(id, signal())).rejects.toBeInstanceOf(PermanentFailure);

    expect(simulator.requests).toHaveLength(before);
  });
});

describe('refusals', () => {
  const error = (message: unknown, status = 500): Fault => ({
    kind: 'answer',
    status,
    body: JSON.stringify({ name: 'GeneralError', message, code: status }),
  });

  test.each<[string, Fault, string]>([
    [
      'a key that is not the workspace’s',
      error('Invalid API key: Failed to decrypt API key: x'),
      'unauthorized',
    ],
    ['a document of another workspace', error('Document not found in this workspace'), 'not-found'],
    ['a message that we do not know', error('Connection to the Invalid API key: store lost'), 'server-error'],
    ['a message that only begins so', error('Document not found by replica 2'), 'server-error'],
    ['a message that is none', error({ text: 1 }), 'server-error'],
    ['a known message with another status', error('Invalid API key: x', 503), 'server-error'],
    ['an error that is no JSON', faultOf.serverError, 'server-error'],
    ['its framework’s 404', faultOf.notFound, 'not-found'],
    [
      'a success that is none: 200',
      faultOf.bytes(Buffer.from('[]'), 'application/json'),
      'unexpected-answer',
    ],
    ['a redirect', faultOf.redirect('/elsewhere', 307), 'redirect-refused'],
    ['half an answer', faultOf.cutOff('chunked'), 'cut-off'],
  ])('are understood: %s', async (_, fault, reason) => {
    simulator.faults.set('get-documents', fault);

    await expect(api().getEnvelope(one.id, signal())).rejects.toMatchObject({ reason });
  });

  test('of a key make the next one count', async () => {
    const made = api({}, [key('sk_live_old'), { stage: 'previous', value: simulator.apiKey }]);

    expect((await made.getEnvelope(one.id, signal())).complete).toBe(true);
  });
});

describe('downloading', () => {
  test.each(['original', 'field-values', 'field-geometry'])('gives the %s, byte for byte', async (role) => {
    expect(await download(role)).toEqual(one.files().find((file) => file.role === role)?.bytes);
  });

  test('sends no key to where the link leads', async () => {
    await download('original');

    const seen = simulator.requests.filter(({ route }) => route === 'storage').at(-1);
    expect(seen?.headers['ks-api-key']).toBeUndefined();
    expect(JSON.stringify(seen)).not.toContain(simulator.apiKey);
  });

  test('gives no values that are not those of the reading: they would lie in its folder for good', async () => {
    const made = api();
    const file = fileOf(await made.getEnvelope(one.id, signal()), 'field-values');
    simulator.revise(one.id);

    await expect(made.download(one.id, file, signal())).rejects.toMatchObject({
      reason: 'changed-meanwhile',
    });
  });

  test('gives no values of a document that is open again', async () => {
    const made = api();
    const file = fileOf(await made.getEnvelope(one.id, signal()), 'field-values');
    simulator.completePrematurely(one.id);

    await expect(made.download(one.id, file, signal())).rejects.toMatchObject({ reason: 'not-complete' });
  });

  test.each<[string, (answer: ReturnType<typeof templateAnswer>) => unknown, string]>([
    ['another template', (answer) => [{ ...answer, _id: 'other' }], 'unexpected-answer'],
    ['other templates besides', (answer) => [answer, answer], 'unexpected-answer'],
    [
      'a template without its fields',
      (answer) => [{ ...answer, templateFields: undefined }],
      'unexpected-answer',
    ],
    ['no template: archived there', () => [], 'not-found'],
  ])('gives no geometry of %s', async (_, change, reason) => {
    simulator.faults.set('get-templates', created(change(templateAnswer(simulator.documentOf(one.id)))));

    await expect(download('field-geometry')).rejects.toMatchObject({ reason });
  });

  test.each<[string, (answer: ReturnType<typeof downloadAnswer>) => unknown]>([
    ['another document', (answer) => ({ ...answer, document: { id: 'other' } })],
    ['no document', (answer) => ({ ...answer, document: undefined })],
    ['no address', (answer) => ({ ...answer, downloadUrl: undefined })],
  ])('follows no answer about %s', async (_, change) => {
    const answer = downloadAnswer(simulator.documentOf(one.id), 'http://127.0.0.1:9');
    simulator.faults.set('download-document', created(change(answer)));

    await expect(download('original')).rejects.toMatchObject({ reason: 'unexpected-answer' });
  });

  test('does not blame our key for an expired link', async () => {
    simulator.faults.set('storage', { kind: 'answer', status: 403 });

    await expect(download('original')).rejects.toMatchObject({ reason: 'unexpected-answer' });
  });

  test('does not read a refusal of the storage as the provider’s', async () => {
    const body = JSON.stringify({ message: 'Invalid API key: none' });
    simulator.faults.set('storage', { kind: 'answer', status: 500, body });

    await expect(download('original')).rejects.toMatchObject({ reason: 'server-error' });
  });
});

describe('the address of a download', () => {
  let storage: Server;
  let host: string;
  let seen: IncomingHttpHeaders[];

  beforeEach(async () => {
    seen = [];
    storage = createServer(({ headers }, response) => {
      seen.push(headers);
      response.writeHead(200).end('%PDF elsewhere');
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(storage.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    storage.close();
    storage.closeAllConnections();
  });

  const names = (origin: string) =>
    simulator.faults.set('download-document', created(downloadAnswer(simulator.documentOf(one.id), origin)));

  test('may name an allowed host', async () => {
    names(`http://${host}`);

    expect((await download('original', { downloadHosts: [host] })).toString()).toBe('%PDF elsewhere');
    expect(JSON.stringify(seen)).not.toContain(simulator.apiKey);
  });

  test.each([
    ['another host', () => `http://${host}`],
    ['the metadata service', () => 'http://169.254.169.254'],
    ['plain http', () => 'http://bucket.s3.amazonaws.com'],
    ['a look-alike of S3', () => 'https://bucket.s3.amazonaws.com.example.com'],
    ['a user', () => simulator.apiUrl.replace('//', '//user:password@').replace('/kingsign', '')],
    ['no address', () => 'storage'],
    ['a file', () => 'file:///etc'],
  ])('is refused, asked for by nobody and quoted by nobody: %s', async (_, origin) => {
    names(origin());
    const asked = simulator.requests.length;

    const error: unknown = await download('original').catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ reason: 'address-refused', message: 'address-refused' });
    expect(seen).toEqual([]);
    expect(simulator.requests.slice(asked).map(({ route }) => route)).not.toContain('storage');
  });

  test('may name Amazon S3 unless other hosts are given', async () => {
    const asked: string[] = [];
    const through: typeof fetch = (input, init) => {
      const url = input as URL;
      if (!amazonS3(url)) return fetch(input, init);
      asked.push(url.host);
      return Promise.resolve(new Response('%PDF from S3'));
    };
    names('https://bucket.s3.ca-central-1.amazonaws.com');
    const context = { fetch: through, apiKeys: () => Promise.resolve([key(simulator.apiKey)]) };
    const [file] = (await api().getEnvelope(one.id, signal())).files;
    if (!file) throw new Error('no file');
    const open = kingsignApi({ apiUrl: simulator.apiUrl }, context);
    const closed = kingsignApi({ apiUrl: simulator.apiUrl, downloadHosts: [host] }, context);

    const bytes = await buffer(await open.download(one.id, file, signal()));

    expect(bytes.toString()).toBe('%PDF from S3');
    await expect(closed.download(one.id, file, signal())).rejects.toMatchObject({
      reason: 'address-refused',
    });
    expect(asked).toEqual(['bucket.s3.ca-central-1.amazonaws.com']);
  });
});

test.each([
  {},
  { apiUrl: 'http://sign.example.com' },
  { apiUrl: 'x' },
  { apiUrl: 'https://a.example', downloadHosts: [''] },
])('options that cannot work throw at once: %j', (options) => {
  expect(() => kingsignApi(options, { fetch, apiKeys: () => Promise.resolve([]) })).toThrow();
});
