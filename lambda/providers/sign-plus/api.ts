/**
 * Sign.Plus's API: whether an envelope is completed, and its PDFs.
 *
 * Source: https://apidoc.sign.plus (concepts, API reference) and the provider's own TypeScript client
 * (github.com/AlohiHQ/signplus-typescript v2.3.0, `signplus-service.ts`), checked 2026-11-21.
 */
import { restApi } from '../support/rest-api';
import { readEnvelope } from './answers';
import { keyHeaders } from './key-headers';

/** The API for one endpoint. */
export const signPlusApi = restApi({
  keyHeaders,
  // An envelope names each page of each document: some hundred kilobytes for a very long one.
  maxAnswerBytes: 10 * 1024 * 1024,
  envelopePath: (envelopeId) => `envelope/${envelopeId}`,
  readEnvelope,
  downloadPath(envelopeId, { role }) {
    if (role === 'certificate') return `envelope/${envelopeId}/certificate`;
    const withCertificate = String(role === 'executed-with-certificate');
    return `envelope/${envelopeId}/signed_documents?certificate_of_completion=${withCertificate}`;
  },
});
