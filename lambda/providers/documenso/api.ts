/**
 * Documenso's API: whether an envelope is complete, and its PDFs.
 *
 * Source: apps/remix/server/api/download/download.ts and packages/trpc/server/envelope-router of
 * github.com/documenso/documenso at v2.17.0, checked 2026-11-21.
 */
import { responseChunks } from '../../provider-http/response-chunks';
import type { EnvelopeApiFactory } from '../provider';
import { checkedId } from '../support/checked-id';
import { downloadDocument } from './api-v1';
import { downloadItem } from './download-item';
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
      const response =
        file.role === 'executed'
          ? await downloadItem(requests, checkedId(file.documentId), signal)
          : await requests.ask({ path: `envelope/${id}/${file.role}/download` }, signal);
      return responseChunks(response, signal);
    },
  };
};

function isNumber(id: string): boolean {
  return /^\d+$/.test(id);
}
