import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import type { EnvelopeApi, ListedFile } from '../../../lambda/providers/provider';

/** The result of a download: the bytes of a file, or the error. */
export type Download = Uint8Array | ProviderApiError;

/** An API of a complete envelope whose files a test changes between two runs. */
export function partialApi(downloads: Map<string, Download>, files = listed([...downloads.keys()])) {
  const asked: string[] = [];
  let revision = 1;
  const api: EnvelopeApi = {
    getEnvelope: () => Promise.resolve({ complete: true, status: 'DONE', revision, files }),
    download: (_, { name }) => {
      asked.push(name);
      const result = downloads.get(name) ?? new ProviderApiError('not-found', { status: 404 });
      if (result instanceof ProviderApiError) return Promise.reject(result);
      return Promise.resolve(chunks(result));
    },
  };
  return {
    api,
    asked,
    /** Gives the envelope another revision. */
    change: () => {
      revision++;
    },
  };
}

/** Lists executed documents with these names, each with an id of its own. */
function listed(names: readonly string[]): readonly ListedFile[] {
  return names.map((name) => ({
    role: 'executed',
    name,
    documentId: `of-${name.replace('.pdf', '')}`,
    presence: 'required',
    format: 'pdf',
  }));
}

async function* chunks(bytes: Uint8Array) {
  yield bytes;
}
