/**
 * Documenso's API: whether an envelope is complete, and its PDFs.
 *
 * Source: apps/remix/server/api/download/download.ts and packages/trpc/server/envelope-router of
 * github.com/documenso/documenso at v2.17.0, checked 2026-11-21.
 */
import { responseChunks } from '../../provider-http/response-chunks';
import type { EnvelopeApiFactory, ListedFile } from '../provider';
import { checkedId } from '../support/checked-id';
import { downloadDocument } from './api-v1';
import { envelopeById } from './envelope-by-id';
import { envelopeByNumber } from './envelope-by-number';
import { makeRequests, optionsSchema } from './requests';

/** The API for one endpoint. */
export const documensoApi: EnvelopeApiFactory = (options, deps) => {
  const requests = makeRequests(optionsSchema.parse(options), deps);
  const byNumber = envelopeByNumber(requests);
  return {
    async getEnvelope(id, signal) {
      return isNumber(checkedId(id)) ? byNumber(id, signal) : envelopeById(requests, id, signal);
    },
    async download(id, file, signal) {
      const isOfV1 = isNumber(checkedId(id)) && file.documentId === undefined;
      if (isOfV1) return downloadDocument(requests, id, signal);
      return responseChunks(await requests.ask({ path: downloadPath(id, file) }, signal), signal);
    },
  };
};

function downloadPath(id: string, { role, documentId }: ListedFile): string {
  if (role === 'executed') return `envelope/item/${checkedId(documentId)}/download?version=signed`;
  return `envelope/${id}/${role === 'certificate' ? 'certificate' : 'audit-log'}/download`;
}

function isNumber(id: string): boolean {
  return /^\d+$/.test(id);
}
