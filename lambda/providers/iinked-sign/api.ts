/**
 * iinked Sign's API: whether a package is executed, and its PDFs.
 *
 * Source: https://docs.iinkedsign.com/v4/authentication and the webhooks guide v4, checked 2026-11-21.
 */
import { checkedId } from '../support/checked-id';
import { restApi } from '../support/rest-api';
import { readEnvelope } from './answers';
import { keyHeaders } from './key-headers';

/** The API for one endpoint. */
export const iinkedSignApi = restApi({
  keyHeaders,
  // The status of a package with very many signers has some hundred kilobytes.
  maxAnswerBytes: 10 * 1024 * 1024,
  envelopePath: (packageId) => `packages/${packageId}/status`,
  readEnvelope,
  downloadPath(packageId, { role, documentId }) {
    if (role === 'master-file') return `masterfiles/${packageId}/pdf/download`;
    const kind = role === 'certificate' ? 'cac' : 'executed';
    return `packages/${packageId}/documents/${checkedId(documentId)}/pdf/${kind}/download`;
  },
});
