/**
 * Documenso's API: whether an envelope is complete, and its PDFs.
 *
 * Source: apps/remix/server/api/download/download.ts and packages/trpc/server/envelope-router of
 * github.com/documenso/documenso at v2.17.0, checked 2026-11-21.
 */
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseChunks, responseJson } from '../../provider-http/response-chunks';
import type { EnvelopeApiFactory, EnvelopeState, ListedFile } from '../provider';
import { checkedId } from '../support/checked-id';
import { documentNumber, envelopesSchema, readEnvelope } from './answers';
import { downloadDocument, getDocument } from './api-v1';
import { describesRoute } from './describes-route';
import { makeRequests, optionsSchema, type Requests } from './requests';

/** An envelope with very many fields has some megabytes. */
const maxAnswerBytes = 20 * 1024 * 1024;

const getMany = 'envelope/get-many';

/** The API for one endpoint. */
export const documensoApi: EnvelopeApiFactory = (options, deps) => {
  const requests = makeRequests(optionsSchema.parse(options), deps);
  return {
    async getEnvelope(id, signal) {
      return isNumber(checkedId(id)) ? getByNumber(requests, id, signal) : getById(requests, id, signal);
    },
    async download(id, file, signal) {
      const isOfV1 = isNumber(checkedId(id)) && file.documentId === undefined;
      if (isOfV1) return downloadDocument(requests, id, signal);
      return responseChunks(await requests.ask({ path: downloadPath(id, file) }, signal), signal);
    },
  };
};

/** Only versions that have envelopes give out such ids, so a 404 means that the envelope does not exist. */
async function getById({ ask }: Requests, id: string, signal: AbortSignal): Promise<EnvelopeState> {
  const response = await ask({ path: `envelope/${id}` }, signal);
  const state = readEnvelope(await responseJson(response, signal, maxAnswerBytes), id);
  if (!state) throw new ProviderApiError('unexpected-answer');
  return state;
}

/** Asks by the only id that webhooks had before v2.13.0. Versions without the v2 route get the question by API v1. */
async function getByNumber(requests: Requests, number: string, signal: AbortSignal): Promise<EnvelopeState> {
  const response = await askForMany(requests, number, signal);
  if (!response) return getDocument(requests, number, signal);
  const { data } = envelopesSchema.safeParse(await responseJson(response, signal, maxAnswerBytes));
  if (!data) throw new ProviderApiError('unexpected-answer');
  const [envelope] = data.data;
  // The list leaves out an envelope that does not exist, and one that this token may not see.
  if (!envelope) throw new ProviderApiError('not-found');
  if (data.data.length > 1 || (documentNumber(envelope) ?? number) !== number) {
    throw new ProviderApiError('unexpected-answer');
  }
  return { ...(await getById(requests, envelope.id, signal)), legacyId: number };
}

/**
 * Returns `undefined` if the instance has no such route.
 *
 * The route answers with a list, so its 404 (or 405) never means an unknown document. Either the route does not exist, or
 * something in front of the instance fails for a while. Only the instance's own description decides. API v1 is not a safe
 * fallback: an envelope of several documents would be given up, and any other would be archived without its certificate.
 */
async function askForMany(
  requests: Requests,
  number: string,
  signal: AbortSignal,
): Promise<Response | undefined> {
  const json = { ids: { type: 'documentId', ids: [Number(number)] } };
  try {
    return await requests.ask({ path: getMany, json }, signal);
  } catch (error) {
    if (!(error instanceof ProviderApiError) || !isRouteMissing(error)) throw error;
    if (await describesRoute(requests, `/${getMany}`, signal)) throw error;
    return undefined;
  }
}

function isRouteMissing({ details: { status } }: ProviderApiError): boolean {
  return status === 404 || status === 405;
}

function downloadPath(id: string, { role, documentId }: ListedFile): string {
  if (role === 'executed') return `envelope/item/${checkedId(documentId)}/download?version=signed`;
  return `envelope/${id}/${role === 'certificate' ? 'certificate' : 'audit-log'}/download`;
}

function isNumber(id: string): boolean {
  return /^\d+$/.test(id);
}
