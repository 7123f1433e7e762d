/**
 * Kingsign's API: whether a document is signed, what was filled in, and the PDF that nobody has signed.
 *
 * Source: src/services/api/api.class.ts of github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked
 * 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { amazonS3, eitherHost, hostsNamed } from '../../provider-http/host-rule';
import { namedDownload } from '../../provider-http/named-download';
import { PermanentFailure } from '../../kit/permanent-failure';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { isSafeUrl, type ProviderRequestOptions } from '../../provider-http/provider-request';
import { responseChunks } from '../../provider-http/response-chunks';
import type { EnvelopeApiFactory, ListedFile } from '../provider';
import { checkTemplate, readDocument, readDownloadUrl, type DocumentAnswer } from './answers';
import { actionCaller, type CallAction } from './call-action';
import { isComplete, envelopeState, valuesOf } from './envelope-state';

const optionsSchema = z.object({
  /** Where the instance is: its API is `/api` below. */
  apiUrl: z.url().refine((text) => isSafeUrl(new URL(text))),
  /** Where downloads may come from besides the instance itself: `host`, `host:port` or `*.domain`. Amazon S3 unless told. */
  downloadHosts: z.array(z.string().min(1)).optional(),
});

/** The API for one endpoint. */
export const kingsignApi: EnvelopeApiFactory = (options, context) => {
  const { apiUrl, downloadHosts } = optionsSchema.parse(options);
  const call = actionCaller(apiUrl, context);
  const elsewhere = downloadHosts ? hostsNamed(downloadHosts) : amazonS3;
  const downloads: ProviderRequestOptions = {
    fetch: context.fetch,
    mayRedirectTo: eitherHost(hostsNamed([new URL(apiUrl).host]), elsewhere),
  };
  return {
    async getEnvelope(documentId, signal) {
      return envelopeState((await askDocument(call, documentId, signal)).document);
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

interface AskedDocument {
  readonly document: DocumentAnswer;
  /** The answer as it came. */
  readonly bytes: Uint8Array;
}

async function askDocument(call: CallAction, id: string, signal: AbortSignal): Promise<AskedDocument> {
  const documentId = checkedId(id);
  const bytes = await call({ action: 'GET_DOCUMENTS', query: { _id: documentId } }, signal);
  return { document: readDocument(bytes, documentId), bytes };
}

/** What was filled in: the API's answer as it came, for it is what a drawn document is judged by. */
async function fieldValues(
  call: CallAction,
  documentId: string,
  { file, signal }: { readonly file: ListedFile; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const { document, bytes } = await askDocument(call, documentId, signal);
  if (!isComplete(document)) throw new ProviderApiError('not-complete');
  if (valuesOf(document) !== file.content) throw new ProviderApiError('changed-meanwhile');
  return bytes;
}

/** Where on the pages the fields are: the API's answer as it came, for a template can be edited afterwards. */
async function fieldGeometry(call: CallAction, documentId: string, signal: AbortSignal): Promise<Uint8Array> {
  const { templateId } = (await askDocument(call, documentId, signal)).document;
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

/** An id that may stand in a query. Each was checked where it came from; here it would do the harm. */
function checkedId(id: string): string {
  const { data } = envelopeIdSchema.safeParse(id);
  if (data === undefined) throw new PermanentFailure('unsafe-id');
  return data;
}
