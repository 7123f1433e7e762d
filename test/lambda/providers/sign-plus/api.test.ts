import { buffer } from 'node:stream/consumers';
import { PDFDocument } from '@cantoo/pdf-lib';
import { PermanentFailure } from '../../../../lambda/kit/permanent-failure';
import { signPlusApi } from '../../../../lambda/providers/sign-plus/api';
import type { ListedFile } from '../../../../lambda/providers/provider';
import { faultOf } from '../../../simulators/kit/faults';
import type { SignPlusEnvelope } from '../../../simulators/sign-plus/simulated-envelope';
import { startSignPlusSimulator, type SignPlusSimulator } from '../../../simulators/sign-plus/simulator';

let simulator: SignPlusSimulator;
let one: SignPlusEnvelope;

beforeAll(async () => {
  simulator = await startSignPlusSimulator();
});

beforeEach(async () => {
  one = await simulator.addEnvelope();
});

afterEach(() => simulator.faults.clear());

afterAll(() => simulator.close());

const signal = () => new AbortController().signal;
const api = (options: object = {}, ...tokens: readonly string[]) =>
  signPlusApi(
    { apiUrl: simulator.apiUrl, ...options },
    {
      fetch,
      apiKeys: async () =>
        (tokens.length > 0 ? tokens : [simulator.apiToken]).map((value) => ({ stage: 'current', value })),
    },
  );

/** Makes the API give this answer, and returns the state that we read from it. */
const answered = (answer: unknown) => {
  simulator.faults.set('envelope', faultOf.bytes(Buffer.from(JSON.stringify(answer)), 'application/json'));
  return api().getEnvelope(one.id, signal());
};

const certificate: ListedFile = {
  role: 'certificate',
  name: 'certificate.pdf',
  presence: 'required',
  format: 'pdf',
};

describe('an envelope', () => {
  test('is complete once everybody has signed, with three files', async () => {
    const before = await api().getEnvelope(one.id, signal());
    one.completed = true;
    const after = await api().getEnvelope(one.id, signal());

    const signed = { presence: 'required', format: 'pdf', title: one.name, mayBePortfolio: true };
    expect(before).toMatchObject({ complete: false, status: 'IN_PROGRESS' });
    expect(after).toEqual({
      complete: true,
      status: 'COMPLETED',
      title: one.name,
      revision: 1,
      files: [
        { ...signed, role: 'executed', name: 'executed.pdf' },
        { ...signed, role: 'executed-with-certificate', name: 'executed-with-certificate.pdf' },
        certificate,
      ],
    });
  });

  test.each(['DRAFT', 'IN_PROGRESS', 'EXPIRED', 'DECLINED', 'VOIDED', 'PENDING', 'SEALED', ''])(
    'is not complete in status %j',
    async (status) => {
      expect(await answered({ id: one.id, status })).toMatchObject({ complete: false, status });
    },
  );

  test('has one revision, whatever was changed on it since', async () => {
    const first = await answered({ id: one.id, status: 'COMPLETED', name: 'a', updated_at: 1 });
    const second = await answered({ id: one.id, status: 'COMPLETED', name: 'b', updated_at: 2 });

    expect(second.revision).toEqual(first.revision);
  });

  test('is read without its recipients, whose passcodes are secrets', async () => {
    const reading = JSON.stringify(await api().getEnvelope(one.id, signal()));

    for (const { passcode, email } of one.recipients) {
      expect(reading).not.toContain(passcode);
      expect(reading).not.toContain(email);
    }
  });

  test.each<[string, (id: string) => unknown]>([
    ['of another envelope', () => ({ id: 'other', status: 'COMPLETED' })],
    ['of no envelope', () => ({ status: 'COMPLETED' })],
    ['without a status', (id) => ({ id })],
    ['with a status that is no text', (id) => ({ id, status: 7 })],
    ['that is a list', (id) => [{ id, status: 'COMPLETED' }]],
    ['that is null', () => null],
  ])('is not read from an answer %s', async (_, answer) => {
    await expect(answered(answer(one.id))).rejects.toMatchObject({ reason: 'unexpected-answer' });
  });

  test('has a title and a status that fit into an event', async () => {
    const { title, status } = await answered({
      id: one.id,
      status: 'S'.repeat(200),
      name: 'n'.repeat(600),
    });

    expect([title?.length, status.length]).toEqual([500, 100]);
  });
});

describe('the files', () => {
  const download = async (role: string) => {
    const { files } = await api().getEnvelope(one.id, signal());
    const file = files.find((listed) => listed.role === role);
    if (!file) throw new Error(`no ${role} listed`);
    return buffer(await api().download(one.id, file, signal()));
  };

  test('each file comes from its own address', async () => {
    one.completed = true;

    expect(await download('executed')).toEqual(one.pdfs.executed.file);
    expect((await download('executed-with-certificate')).includes(one.pdfs.withCertificate.file)).toBe(true);
    expect((await download('certificate')).includes(one.pdfs.certificate)).toBe(true);
    expect(simulator.requests.slice(-6).map(({ path }) => path.split(one.id)[1])).toEqual([
      '',
      '/signed_documents?certificate_of_completion=false',
      '',
      '/signed_documents?certificate_of_completion=true',
      '',
      '/certificate',
    ]);
  });

  test('all can be opened', async () => {
    one.completed = true;

    for (const role of ['executed', 'executed-with-certificate', 'certificate']) {
      expect((await PDFDocument.load(await download(role))).getPageCount()).toBeGreaterThan(0);
    }
  });
});

describe('the token', () => {
  test('goes in the Authorization header', async () => {
    await api().getEnvelope(one.id, signal());

    expect(simulator.requests.at(-1)?.headers.authorization).toBe(`Bearer ${simulator.apiToken}`);
  });

  test('may be rotated: the previous one is tried on 401', async () => {
    await expect(api({}, 'new', simulator.apiToken).getEnvelope(one.id, signal())).resolves.toMatchObject({
      status: 'IN_PROGRESS',
    });
  });

  test('fails by name when it is refused, and stands in no error', async () => {
    const refused = api({}, 'wrong-token').getEnvelope(one.id, signal());

    await expect(refused).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(refused).rejects.not.toThrow(/wrong-token/);
  });

  test('does not follow a redirected download, whose host must be allowed', async () => {
    const storage = await startSignPlusSimulator();
    const host = new URL(storage.apiUrl).host;
    simulator.faults.set('certificate', faultOf.redirect(`http://${host}/v2/envelope/x/certificate`));

    await expect(api().download(one.id, certificate, signal())).rejects.toMatchObject({
      reason: 'redirect-refused',
    });
    await expect(
      api({ downloadHosts: [host] }).download(one.id, certificate, signal()),
    ).rejects.toMatchObject({ reason: 'unexpected-answer' });

    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    await storage.close();
  });
});

test.each(['..%2f', '../x', 'a/b', 'a?b', '', 'x'.repeat(129)])(
  'an id such as %p is refused, and nobody is asked',
  async (id) => {
    const before = simulator.requests.length;

    await expect(api().getEnvelope(id, signal())).rejects.toEqual(new PermanentFailure('unsafe-id'));
    await expect(api().download(id, certificate, signal())).rejects.toEqual(
      new PermanentFailure('unsafe-id'),
    );

    expect(simulator.requests).toHaveLength(before);
  },
);

test.each([{}, { apiUrl: 'http://restapi.sign.plus/v2' }, { apiUrl: 'nowhere' }])(
  'refuses options that it cannot work with: %j',
  (options) => {
    expect(() => signPlusApi(options, { fetch, apiKeys: async () => [] })).toThrow();
  },
);

test('an API address with a slash at its end is the same address', async () => {
  await expect(api({ apiUrl: `${simulator.apiUrl}/` }).getEnvelope(one.id, signal())).resolves.toBeDefined();
});
