import { buffer } from 'node:stream/consumers';
import { PermanentFailure } from '../../../../lambda/kit/permanent-failure';
import type { SecretValue } from '../../../../lambda/kit/secret-value';
import { documensoApi } from '../../../../lambda/providers/documenso/api';
import type { ListedFile } from '../../../../lambda/providers/provider';
import { faultOf, type Fault } from '../../../simulators/kit/faults';
import { startDocumensoSimulator, type DocumensoSimulator } from '../../../simulators/documenso/simulator';
import type { DocumensoEnvelope } from '../../../simulators/documenso/simulated-envelope';

let simulator: DocumensoSimulator;
let one: DocumensoEnvelope;

beforeAll(async () => {
  simulator = await startDocumensoSimulator();
});

beforeEach(async () => {
  one = await simulator.addEnvelope();
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

const signal = () => new AbortController().signal;

function api({
  apiUrl = simulator.apiUrl,
  keys = [simulator.apiToken],
}: { apiUrl?: string; keys?: string[] } = {}) {
  const apiKeys = async () =>
    keys.map((value, index): SecretValue => ({ stage: index === 0 ? 'current' : 'previous', value }));
  return documensoApi({ apiUrl }, { fetch, apiKeys });
}

const file = (role: ListedFile['role'], documentId?: string): ListedFile => ({
  role,
  name: 'x.pdf',
  documentId,
  presence: 'required',
  format: 'pdf',
});

/** An answer of Documenso's download routes. */
const refusalOf = (status: number, body: object) =>
  ({ kind: 'answer', status, body: JSON.stringify(body) }) as const;

describe('an envelope', () => {
  test('is read with its items, its certificate and its audit log', async () => {
    one.completed = true;

    expect(await api().getEnvelope(one.id, signal())).toEqual({
      id: one.id,
      legacyId: String(one.number),
      complete: true,
      status: 'COMPLETED',
      title: one.title,
      revision: one.items.map(({ id, documentDataId }) => [id, documentDataId]).sort(),
      files: [
        ...one.items.map(({ id, title }) => ({
          role: 'executed',
          name: `items/${id}/executed.pdf`,
          documentId: id,
          title,
          presence: 'required',
          format: 'pdf',
        })),
        { role: 'certificate', name: 'certificate.pdf', presence: 'if-any', format: 'pdf' },
        { role: 'audit-log', name: 'audit-log.pdf', presence: 'if-any', format: 'pdf' },
      ],
    });
  });

  test('is the same by its number, under the id that the API gives for it', async () => {
    one.completed = true;

    expect(await api().getEnvelope(String(one.number), signal())).toEqual(
      await api().getEnvelope(one.id, signal()),
    );
  });

  test('is not complete before its status is, although its PDFs can be downloaded', async () => {
    const { complete } = await api().getEnvelope(one.id, signal());
    const item = one.items[0];
    const bytes = await buffer(await api().download(one.id, file('executed', item?.id), signal()));

    expect(complete).toBe(false);
    expect(bytes).toEqual(item?.pdfs.unsigned);
  });

  test.each(['REJECTED', 'CANCELLED', 'DRAFT', 'PENDING', 'SEALED'])(
    'is not complete as %s',
    async (status) => {
      const envelope = { id: one.id, status, completedAt: one.completedAt, envelopeItems: [{ id: 'i' }] };
      simulator.faults.set('envelope', faultOf.bytes(Buffer.from(JSON.stringify(envelope))));

      expect(await api().getEnvelope(one.id, signal())).toMatchObject({ complete: false, status });
    },
  );

  test('has another revision once it was sealed again', async () => {
    one.completed = true;
    const before = await api().getEnvelope(one.id, signal());

    await simulator.reseal(one);

    expect((await api().getEnvelope(one.id, signal())).revision).not.toEqual(before.revision);
  });

  test('has the time of sealing as its revision if the version does not give the ids of its data', async () => {
    const envelope = {
      id: one.id,
      status: 'COMPLETED',
      completedAt: one.completedAt,
      envelopeItems: [{ id: 'b' }, { id: 'a' }],
    };
    simulator.faults.set('envelope', faultOf.bytes(Buffer.from(JSON.stringify(envelope))));

    expect((await api().getEnvelope(one.id, signal())).revision).toEqual([
      ['a', one.completedAt],
      ['b', one.completedAt],
    ]);
  });

  test('gives its signed PDFs, its certificate and its audit log', async () => {
    one.completed = true;
    const get = async (wanted: ListedFile) => buffer(await api().download(one.id, wanted, signal()));

    for (const { id, pdfs } of one.items) expect(await get(file('executed', id))).toEqual(pdfs.executed);
    expect((await get(file('certificate'))).subarray(0, 200)).toEqual(
      one.proofs.certificate.subarray(0, 200),
    );
    expect((await get(file('audit-log'))).subarray(0, 200)).toEqual(one.proofs.auditLog.subarray(0, 200));
  });

  test.each(['envelope_nobodyknowsit', '999999999999'])('that nobody knows is not found: %s', async (id) => {
    const before = simulator.requests.length;

    await expect(api().getEnvelope(id, signal())).rejects.toMatchObject({ reason: 'not-found' });

    expect(simulator.requests.slice(before).some(({ path }) => path.startsWith('/api/v1'))).toBe(false);
  });

  test.each([
    ['another envelope', { id: 'envelope_other', status: 'COMPLETED', envelopeItems: [{ id: 'a' }] }],
    ['two items of one id', { status: 'COMPLETED', envelopeItems: [{ id: 'a' }, { id: 'a' }] }],
    ['an item whose id leaves its folder', { status: 'COMPLETED', envelopeItems: [{ id: '../a' }] }],
    ['no status', { envelopeItems: [{ id: 'a' }] }],
  ])('is not read from an answer of %s', async (_, answer) => {
    simulator.faults.set('envelope', faultOf.bytes(Buffer.from(JSON.stringify({ id: one.id, ...answer }))));

    await expect(api().getEnvelope(one.id, signal())).rejects.toMatchObject({ reason: 'unexpected-answer' });
  });
});

describe('where both routes for numbers answer 404 or 405', () => {
  const description = (paths: object) => faultOf.bytes(Buffer.from(JSON.stringify({ paths })));
  const hideRoutes = (status: number) => {
    for (const route of ['get-many', 'document'] as const) {
      simulator.faults.set(route, { kind: 'answer', status });
    }
  };

  test.each<[number, string, Fault]>([
    [404, 'has no description', faultOf.notFound],
    [405, 'has no description', { kind: 'answer', status: 405 }],
    [404, 'shows a page in its stead', faultOf.html],
    [404, 'describes another API', description({ '/documents/{id}': {} })],
    [404, 'describes nothing', description([])],
  ])('(%d) an instance that %s is a version for the first API', async (status, _, described) => {
    hideRoutes(status);
    simulator.faults.set('openapi', described);
    const before = simulator.requests.length;

    expect(await api().getEnvelope(String(one.number), signal())).toMatchObject({
      legacyId: String(one.number),
      files: [{ role: 'executed' }],
    });

    expect(simulator.requests.slice(before).map(({ path }) => path)).toEqual([
      '/api/v2/envelope/get-many',
      `/api/v2/document/${one.number}`,
      '/api/v2/openapi.json',
      `/api/v1/documents/${one.number}`,
    ]);
  });

  test('the version is forgotten when the instance is upgraded, before an envelope counts as complete', async () => {
    one.completed = true;
    const asked = api();
    hideRoutes(404);
    simulator.faults.set('openapi', faultOf.notFound);
    await asked.getEnvelope(String(one.number), signal());
    simulator.faults.clear();

    const state = await asked.getEnvelope(String(one.number), signal());

    expect(state).toEqual(await api().getEnvelope(String(one.number), signal()));
    expect(state.files).toContainEqual(expect.objectContaining({ role: 'certificate' }));
  });

  test.each<[number, string, Fault | undefined, string]>([
    [404, 'describes them', undefined, 'not-found'],
    [405, 'describes them', undefined, 'unexpected-answer'],
    [404, 'describes envelopes', description({ '/envelope/{envelopeId}': {} }), 'not-found'],
    [404, 'is too busy to say', faultOf.rateLimited('7'), 'rate-limited'],
    [404, 'cannot say', faultOf.serverError, 'server-error'],
    [404, 'refuses to say', faultOf.unauthorized, 'unauthorized'],
    [404, 'breaks off', faultOf.cutOff('chunked'), 'cut-off'],
  ])('(%d) an instance that %s is waited for', async (status, _, described, reason) => {
    hideRoutes(status);
    if (described) simulator.faults.set('openapi', described);
    const before = simulator.requests.length;

    await expect(api().getEnvelope(String(one.number), signal())).rejects.toMatchObject({ reason });

    expect(simulator.requests.slice(before).map(({ route }) => route)).not.toContain('v1-document');
  });
});

describe('one route for numbers', () => {
  test.each<[string, Fault, string]>([
    ['403', { kind: 'answer', status: 403 }, 'unauthorized'],
    ['500', faultOf.serverError, 'server-error'],
    ['a page to sign in', faultOf.html, 'not-json'],
  ])('that answers %s does not make the instance an old one', async (_, fault, reason) => {
    one.completed = true;
    const number = String(one.number);
    const before = simulator.requests.length;

    simulator.faults.set('get-many', fault);
    await expect(api().getEnvelope(number, signal())).rejects.toMatchObject({ reason });
    simulator.faults.set('get-many', faultOf.notFound);
    simulator.faults.set('document', fault);
    await expect(api().getEnvelope(number, signal())).rejects.toMatchObject({ reason });

    expect(
      simulator.requests
        .slice(before)
        .map(({ path }) => path)
        .join(),
    ).not.toContain('/v1/');
  });

  test('is enough, whatever hides the other one and the description', async () => {
    one.completed = true;
    simulator.faults.set('get-many', faultOf.notFound);
    simulator.faults.set('openapi', faultOf.notFound);
    const asked = api();

    // An unknown document does not make the instance an old one for the next document.
    await expect(asked.getEnvelope('5', signal())).rejects.toMatchObject({ reason: 'not-found' });
    expect(await asked.getEnvelope(String(one.number), signal())).toEqual(
      await api().getEnvelope(one.id, signal()),
    );
  });

  test.each<[string, object]>([
    ['another document', { id: 1 }],
    ['an envelope id that leaves its folder', { envelopeId: '../x' }],
    ['an envelope id that is a number', { envelopeId: '12' }],
    ['no envelope id', { envelopeId: undefined }],
  ])('is not believed if it tells %s', async (_, fields) => {
    await expectDisbelief({ envelopeId: one.id, ...fields });
  });

  test('is not believed if it tells the id of another envelope', async () => {
    await expectDisbelief({ envelopeId: (await simulator.addEnvelope()).id });
  });

  async function expectDisbelief(fields: object) {
    simulator.faults.set('get-many', faultOf.notFound);
    const answer = JSON.stringify({ id: one.number, ...fields });
    simulator.faults.set('document', faultOf.bytes(Buffer.from(answer)));

    await expect(api().getEnvelope(String(one.number), signal())).rejects.toMatchObject({
      reason: 'unexpected-answer',
    });
  }
});

describe('a refusal', () => {
  test('has a code for an envelope that is not complete', async () => {
    await expect(api().download(one.id, file('certificate'), signal())).rejects.toMatchObject({
      reason: 'not-complete',
      details: { status: 500 },
    });
  });

  test.each([
    [500, { error: 'Something went wrong', code: 'EXPIRED_CODE' }, 'unauthorized'],
    [500, { error: 'Something went wrong', code: 'TOO_MANY_REQUESTS' }, 'rate-limited'],
    [400, { message: 'Expired token', code: 'BAD_REQUEST' }, 'unauthorized'],
    [500, { error: 'Internal server error' }, 'server-error'],
    [500, { code: 7, message: [] }, 'server-error'],
    [404, { error: 'Document not found', code: 'NOT_FOUND' }, 'not-found'],
  ])('%d with %j is %s', async (status, body, reason) => {
    simulator.faults.set('audit-log', refusalOf(status, body));

    await expect(api().download(one.id, file('audit-log'), signal())).rejects.toMatchObject({ reason });
  });

  test('of an expired token lets the other one be tried', async () => {
    simulator.faults.set('envelope', refusalOf(500, { code: 'EXPIRED_CODE' }), { times: 1 });
    const keys = ['expired', simulator.apiToken];

    expect(await api({ keys }).getEnvelope(one.id, signal())).toMatchObject({ id: one.id });
  });
});

describe('ids', () => {
  test.each(['..%2f', 'a/b', 'a?b', '', 'x'.repeat(129)])('refuses %p, and asks nobody', async (id) => {
    const before = simulator.requests.length;
    const unsafe = new PermanentFailure('unsafe-id');

    await expect(api().getEnvelope(id, signal())).rejects.toEqual(unsafe);
    await expect(api().download(id, file('certificate'), signal())).rejects.toEqual(unsafe);
    await expect(api().download(one.id, file('executed', id), signal())).rejects.toEqual(unsafe);

    expect(simulator.requests).toHaveLength(before);
  });
});

test.each([
  {},
  { apiUrl: 'http://sign.example.com/api/v2' },
  { apiUrl: 'https://sign.example.com' },
  { apiUrl: 'https://sign.example.com/api/v1' },
])('refuses options that it cannot work with: %j', (options) => {
  expect(() => documensoApi(options, { fetch, apiKeys: async () => [] })).toThrow();
});

test('an API address with a slash at its end is the same address', async () => {
  expect(await api({ apiUrl: `${simulator.apiUrl}/` }).getEnvelope(one.id, signal())).toMatchObject({
    id: one.id,
  });
});
