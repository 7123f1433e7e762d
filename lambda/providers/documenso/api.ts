/**
 * Documenso's API: whether an envelope is complete, and its PDFs.
 *
 * Source: apps/remix/server/api/download/download.ts and packages/trpc/server/envelope-router of
 * github.com/documenso/documenso at v2.17.0, checked 2026-11-21.
 */
import { envelopeIdSchema } from '../../contracts/ids';
import { PermanentFailure } from '../../kit/permanent-failure';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseChunks, responseJson } from '../../provider-http/response-chunks';
import type { EnvelopeApi, EnvelopeApiFactory, EnvelopeState, ListedFile } from '../provider';
import { describesRoute } from './describes-route';
import { documentNumber, envelopeSchema, envelopesSchema, readEnvelope } from './answers';
import { downloadDocument, readDocument } from './first-api';
import { optionsSchema, requests, type Requests } from './requests';

/** An envelope of very many fields has some megabytes. */
const longestAnswer = 20 * 1024 * 1024;

const getMany = 'envelope/get-many';

/** The API for one endpoint. */
export const documensoApi: EnvelopeApiFactory = (options, context) => {
  const instance = requests(optionsSchema.parse(options), context);
  const api: EnvelopeApi = {
    async getEnvelope(id, signal) {
      return isNumber(checkedId(id)) ? readByNumber(instance, id, signal) : readById(instance, id, signal);
    },
    async download(id, file, signal) {
      const isFirstApi = isNumber(checkedId(id)) && file.documentId === undefined;
      if (isFirstApi) return downloadDocument(instance, id, signal);
      return responseChunks(await instance.ask({ path: downloadPath(id, file) }, signal), signal);
    },
  };
  return api;
};

/** Only versions that have envelopes give out such ids: a 404 is about the envelope. */
async function readById({ ask }: Requests, id: string, signal: AbortSignal): Promise<EnvelopeState> {
  const response = await ask({ path: `envelope/${id}` }, signal);
  const { data } = envelopeSchema.safeParse(await responseJson(response, signal, longestAnswer));
  if (data?.id !== id) throw new ProviderApiError('unexpected-answer');
  return readEnvelope(data);
}

/** By the only id that webhooks had before v2.13.0. Versions without the route are asked by their first API. */
async function readByNumber(instance: Requests, number: string, signal: AbortSignal): Promise<EnvelopeState> {
  const response = await askForMany(instance, number, signal);
  if (!response) return readDocument(instance, number, signal);
  const { data } = envelopesSchema.safeParse(await responseJson(response, signal, longestAnswer));
  if (!data) throw new ProviderApiError('unexpected-answer');
  const [envelope] = data.data;
  // One that is not there, or not to be seen with this token, is left out of the list.
  if (!envelope) throw new ProviderApiError('not-found');
  if (data.data.length > 1 || (documentNumber(envelope) ?? number) !== number) {
    throw new ProviderApiError('unexpected-answer');
  }
  return { ...(await readById(instance, envelope.id, signal)), legacyId: number };
}

/**
 * The route answers with a list, so its own 404 (or 405) cannot mean that a document is unknown: there is no such route,
 * or something before the instance says so for a while. Only its own description tells: by the first API an envelope of
 * several documents would be given up, and any other kept without its certificate.
 */
async function askForMany(
  instance: Requests,
  number: string,
  signal: AbortSignal,
): Promise<Response | undefined> {
  const json = { ids: { type: 'documentId', ids: [Number(number)] } };
  try {
    return await instance.ask({ path: getMany, json }, signal);
  } catch (error) {
    if (!(error instanceof ProviderApiError) || !isRouteMissing(error)) throw error;
    if (await describesRoute(instance, `/${getMany}`, signal)) throw error;
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

/** An id that may stand in a URL's path. Each was checked where it came from; here it would do the harm. */
function checkedId(id: string | undefined): string {
  const { data } = envelopeIdSchema.safeParse(id);
  if (data === undefined) throw new PermanentFailure('unsafe-id');
  return data;
}
