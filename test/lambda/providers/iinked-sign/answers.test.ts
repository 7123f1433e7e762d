import fc from 'fast-check';
import { envelopeIdSchema } from '../../../../lambda/contracts/ids';
import { bundlePrefix } from '../../../../lambda/contracts/object-keys';
import { iinkedSignApi } from '../../../../lambda/providers/iinked-sign/api';
import type { EnvelopeState } from '../../../../lambda/providers/provider';

const packageId = '24428e41-8b96-40cc-96e6-b74c7c539fcb';

/** The page's answer, with what matters here. Source: Packages status API v4, checked 2026-11-21. */
function documentStatus(more: object = {}) {
  return { documentId: 'd1', name: 'Lease', isExecuted: true, revisions: [{ revisionId: 'r1' }], ...more };
}

function packageStatus(more: object = {}) {
  return {
    packageId,
    name: 'Package',
    state: 'executed',
    isExecuted: true,
    documents: [documentStatus()],
    ...more,
  };
}

/** The state that we read from an answer of the API. */
function read(answer: unknown): Promise<EnvelopeState> {
  const api = iinkedSignApi(
    { apiUrl: 'https://sign.example.com/api/v1' },
    {
      fetch: async () => new Response(JSON.stringify(answer)),
      apiKeys: async () => [{ stage: 'current', value: 'key' }],
    },
  );
  return api.getEnvelope(packageId, new AbortController().signal);
}

describe('complete', () => {
  test.each([
    ['executed as a whole and in each document', packageStatus(), true],
    ['executed, with the state of versions before 4.0', packageStatus({ state: 'open' }), true],
    ['executed, with a state that is new to us', packageStatus({ state: 'sealed' }), true],
    ['a state that says executed, and nothing else', packageStatus({ isExecuted: false }), false],
    [
      'a document that is not executed',
      packageStatus({
        documents: [documentStatus(), documentStatus({ documentId: 'd2', isExecuted: false })],
      }),
      false,
    ],
    ['no document at all', packageStatus({ documents: [] }), false],
  ])('%s', async (_, answer, complete) => {
    expect((await read(answer)).complete).toBe(complete);
  });
});

describe('the revision', () => {
  const documents = [
    documentStatus({ revisions: [{ revisionId: 'r2' }, { revisionId: 'r1' }] }),
    documentStatus({ documentId: 'd0', revisions: [] }),
  ];

  test('is what was signed, in an order of ours', async () => {
    expect((await read(packageStatus({ documents }))).revision).toEqual([
      ['d0', []],
      ['d1', ['r1', 'r2']],
    ]);
  });

  test.each([
    ['the order', packageStatus({ documents: [...documents].reverse() })],
    [
      'the names',
      packageStatus({ documents: documents.map((one) => ({ ...one, name: 'New' })), name: 'New' }),
    ],
    ['the state', packageStatus({ documents, state: 'open' })],
    [
      'links and what else there is',
      packageStatus({ documents: documents.map((one) => ({ ...one, link: 'https://x' })) }),
    ],
  ])('does not change with %s', async (_, answer) => {
    expect((await read(answer)).revision).toEqual((await read(packageStatus({ documents }))).revision);
  });
});

describe('the files', () => {
  test.each([
    [
      'says nothing of a CAC: it is asked for',
      {},
      ['executed required', 'certificate if-any', 'master-file required'],
    ],
    [
      'says null: it is asked for',
      { cac: null },
      ['executed required', 'certificate if-any', 'master-file required'],
    ],
    ['has one', { cac: true }, ['executed required', 'certificate required', 'master-file required']],
    ['has none', { cac: false }, ['executed required', 'master-file required']],
  ])('of a document that %s', async (_, more, files) => {
    const reading = await read(packageStatus({ documents: [documentStatus(more)] }));

    expect(reading.files.map(({ role, presence }) => `${role} ${presence}`)).toEqual(files);
  });

  test('are named by our words and checked ids; names are data, clipped', async () => {
    const name = 'x'.repeat(10_000);
    const reading = await read(packageStatus({ name, documents: [documentStatus({ name })] }));

    expect(reading.files).toEqual([
      {
        role: 'executed',
        name: 'd1/executed.pdf',
        documentId: 'd1',
        title: 'x'.repeat(500),
        presence: 'required',
        format: 'pdf',
      },
      { role: 'certificate', name: 'd1/cac.pdf', documentId: 'd1', presence: 'if-any', format: 'pdf' },
      { role: 'master-file', name: 'master-file.pdf', presence: 'required', format: 'pdf' },
    ]);
    expect(reading.title).toHaveLength(500);
  });

  test('never leave their folder, whatever the provider calls its documents', async () => {
    const strange = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '../x', '..%2fx', 'a/b', '.', '', '\u0000', 'ok'),
    );
    await fc.assert(
      fc.asyncProperty(strange, strange, async (documentId, name) => {
        const reading = await read(
          packageStatus({ documents: [documentStatus({ documentId, name })] }),
        ).catch(() => undefined);

        expect(reading !== undefined).toBe(envelopeIdSchema.safeParse(documentId).success);
        const prefix = bundlePrefix('contracts', packageId, '0'.repeat(32));
        for (const file of reading?.files ?? []) {
          expect(new URL(prefix + file.name, 'https://s3.example.com/').pathname).toMatch(
            /^\/documents\/contracts\/24428e41[^/]+\/0{32}\/([A-Za-z0-9_-]+\/)?[a-z-]+\.pdf$/,
          );
        }
      }),
    );
  });
});

describe('an answer', () => {
  test.each([
    ['of another package', packageStatus({ packageId: 'other' })],
    ['without isExecuted', packageStatus({ isExecuted: undefined })],
    ['without a state', packageStatus({ state: undefined })],
    ['without documents', packageStatus({ documents: undefined })],
    [
      'with a document without isExecuted',
      packageStatus({ documents: [documentStatus({ isExecuted: undefined })] }),
    ],
    [
      'with a document without revisions',
      packageStatus({ documents: [documentStatus({ revisions: undefined })] }),
    ],
    [
      'with a document id that would leave its folder',
      packageStatus({ documents: [documentStatus({ documentId: '..%2f' })] }),
    ],
    ['with the same document twice', packageStatus({ documents: [documentStatus(), documentStatus()] })],
    ['that is a list', []],
    ['that is null', null],
  ])('%s is refused by name', async (_, answer) => {
    await expect(read(answer)).rejects.toMatchObject({
      name: 'ProviderApiError',
      reason: 'unexpected-answer',
    });
  });

  test('may write the id of the package in capitals', async () => {
    expect((await read(packageStatus({ packageId: packageId.toUpperCase() }))).complete).toBe(true);
  });

  test('may leave names out', async () => {
    const reading = await read(
      packageStatus({ name: null, documents: [documentStatus({ name: undefined })] }),
    );

    expect(reading.title).toBeUndefined();
    expect(reading.files[0]?.title).toBeUndefined();
  });
});
