/**
 * Kingsign's API: whether a document is signed, what was filled in, and the PDF that nobody has signed.
 *
 * Source: src/services/api/api.class.ts of github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked
 * 2026-11-21.
 */
import { amazonS3 } from '../../provider-http/host-rule';
import { namedDownload } from '../../provider-http/named-download';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseChunks } from '../../provider-http/response-chunks';
import type { EnvelopeApiFactory, ListedFile } from '../provider';
import { apiOptionsSchema, downloadRule } from '../support/api-options';
import { checkedId } from '../support/checked-id';
import {
  checkTemplate,
  envelopeState,
  isComplete,
  readDocument,
  readDownloadUrl,
  valuesHash,
  type DocumentAnswer,
} from './answers';
import { actionCaller, type CallAction } from './call-action';

/** The API for one endpoint. */
export const kingsignApi: EnvelopeApiFactory = (options, deps) => {
  const apiOptions = apiOptionsSchema.parse(options);
  const call = actionCaller(apiOptions.apiUrl, deps);
  const downloads = { fetch: deps.fetch, mayRedirectTo: downloadRule(apiOptions, amazonS3) };
  return {
    async getEnvelope(documentId, signal) {
      return envelopeState((await getDocument(call, documentId, signal)).document);
    },
    async download(documentId, file, signal) {
      const { role } = file;
      if (role === 'field-values') return once(await fieldValues(call, documentId, { file, signal }));
      if (role === 'field-geometry') return once(await fieldGeometry(call, documentId, signal));
      const address = await downloadUrl(call, documentId, signal);
      return responseChunks(await namedDownload(downloads, address, signal), signal);
    },
  };
};

interface DocumentBytes {
  readonly document: DocumentAnswer;
  /** The answer as it came. */
  readonly bytes: Uint8Array;
}

async function getDocument(call: CallAction, id: string, signal: AbortSignal): Promise<DocumentBytes> {
  const documentId = checkedId(id);
  const bytes = await call({ action: 'GET_DOCUMENTS', query: { _id: documentId } }, signal);
  return { document: readDocument(bytes, documentId), bytes };
}

/** Returns what was filled in: the API's answer as it came, since a drawn document is checked against it. */
async function fieldValues(
  call: CallAction,
  documentId: string,
  { file, signal }: { readonly file: ListedFile; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const { document, bytes } = await getDocument(call, documentId, signal);
  if (!isComplete(document)) throw new ProviderApiError('not-complete');
  if (valuesHash(document) !== file.content) throw new ProviderApiError('changed-meanwhile');
  return bytes;
}

/** Returns where on the pages the fields are: the API's answer as it came, since a template can be edited later. */
async function fieldGeometry(call: CallAction, documentId: string, signal: AbortSignal): Promise<Uint8Array> {
  const { templateId } = (await getDocument(call, documentId, signal)).document;
  const bytes = await call({ action: 'GET_TEMPLATES', query: { _id: templateId } }, signal);
  checkTemplate(bytes, templateId);
  return bytes;
}

async function downloadUrl(call: CallAction, id: string, signal: AbortSignal): Promise<string> {
  const documentId = checkedId(id);
  return readDownloadUrl(await call({ action: 'DOWNLOAD_DOCUMENT', documentId }, signal), documentId);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield await Promise.resolve(bytes);
}
