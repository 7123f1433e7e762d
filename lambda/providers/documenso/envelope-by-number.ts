import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseJson } from '../../provider-http/response-chunks';
import type { EnvelopeState } from '../provider';
import { documentNumber, envelopesSchema } from './answers';
import { getDocument } from './api-v1';
import { describesRoute } from './describes-route';
import { envelopeById, maxAnswerBytes } from './envelope-by-id';
import type { Requests } from './requests';

const getMany = 'envelope/get-many';

/**
 * How long an instance counts as one without API v2. It may be upgraded, and then API v1 does not know an envelope of
 * several documents. The archiver asks again for such an envelope for much longer.
 */
const maxVersionAgeMs = 60 * 60 * 1_000;

/**
 * Makes a function that asks by the only id that webhooks had before v2.13.0. Versions without the v2 route get the question
 * by API v1. Once that is known, one call is enough for a document that does not exist, or is not complete.
 */
export function envelopeByNumber(
  requests: Requests,
): (number: string, signal: AbortSignal) => Promise<EnvelopeState> {
  let routeMissingSince = -Infinity;

  const ask = async (number: string, signal: AbortSignal) => {
    const response = await askForMany(requests, number, signal);
    if (response) return readEnvelopes(requests, number, { response, signal });
    routeMissingSince = Date.now();
    return getDocument(requests, number, signal);
  };

  return async (number, signal) => {
    if (Date.now() - routeMissingSince >= maxVersionAgeMs) return ask(number, signal);
    const document = await getDocument(requests, number, signal);
    // After an upgrade this would archive an envelope without its certificate.
    if (document.complete && (await describesRoute(requests, `/${getMany}`, signal)))
      return ask(number, signal);
    return document;
  };
}

async function readEnvelopes(
  requests: Requests,
  number: string,
  { response, signal }: { readonly response: Response; readonly signal: AbortSignal },
): Promise<EnvelopeState> {
  const { data } = envelopesSchema.safeParse(await responseJson(response, signal, maxAnswerBytes));
  if (!data) throw new ProviderApiError('unexpected-answer');
  const [envelope] = data.data;
  // The list leaves out an envelope that does not exist, and one that this token may not see.
  if (!envelope) throw new ProviderApiError('not-found');
  if (data.data.length > 1 || (documentNumber(envelope) ?? number) !== number) {
    throw new ProviderApiError('unexpected-answer');
  }
  return { ...(await envelopeById(requests, envelope.id, signal)), legacyId: number };
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
