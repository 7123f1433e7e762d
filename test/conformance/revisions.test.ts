import type { ProviderId } from '../../lambda/contracts/ids';
import { archivedFileSchema } from '../../lambda/contracts/archived-file';
import type { EnvelopeState } from '../../lambda/providers/provider';
import { envelopeApis } from '../../lambda/providers';
import type { ApiRequest, Json, RevisionSubject } from './subject';
import { everySubject } from './subjects';

/** The envelope as our code reads it from an API in this state. */
async function envelopeState(id: ProviderId, subject: RevisionSubject, state: Json): Promise<EnvelopeState> {
  const answering: typeof fetch = (input, init) => {
    const answer = subject.answer(state, apiRequest(input, init));
    const status = answer?.status ?? 404;
    return Promise.resolve(Response.json(answer?.json ?? {}, { status }));
  };
  const api = envelopeApis[id](subject.options, {
    fetch: answering,
    apiKeys: () => Promise.resolve([{ stage: 'current', value: 'key-of-the-conformance-suite' }]),
  });
  return api.getEnvelope(subject.envelopeId, new AbortController().signal);
}

function apiRequest(input: Parameters<typeof fetch>[0], init: RequestInit = {}): ApiRequest {
  const address = input instanceof Request ? input.url : input.toString();
  const { body, method = 'GET' } = init;
  return {
    method,
    path: new URL(address).pathname,
    body: typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined,
  };
}

const everyApi = everySubject.flatMap(([id, { revisions }]) =>
  revisions.map((subject) => [id, subject.name, subject] as const),
);

describe.each(everyApi)('the archive of %s, by %s', (id, _name, subject) => {
  const read = (state: Json) => envelopeState(id, subject, state);

  it('has the revision of the table', async () => {
    expect(await read(subject.state)).toMatchObject({ complete: true, revision: subject.revision });
  });

  it('lists files whose names stay below their folder, each once', async () => {
    const { files } = await read(subject.state);
    const names = files.map(({ name }) => name);

    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*\.(?:pdf|json)$/);
    for (const { role } of files) expect(archivedFileSchema.shape.role.options).toContain(role);
  });

  it('waits for an envelope that is not complete', async () => {
    for (const [what, state] of subject.incomplete) {
      expect([what, (await read(state)).complete]).toEqual([what, false]);
    }
  });

  it('is the same bundle if nothing new was signed', async () => {
    for (const [what, state] of subject.same) {
      const { complete, revision } = await read(state);

      expect([what, complete, revision]).toEqual([what, true, subject.revision]);
    }
  });

  it('is another bundle if something new was signed', async () => {
    for (const [what, state] of subject.other) {
      const { complete, revision } = await read(state);

      expect([what, complete]).toEqual([what, true]);
      expect([what, revision]).not.toEqual([what, subject.revision]);
    }
  });
});
