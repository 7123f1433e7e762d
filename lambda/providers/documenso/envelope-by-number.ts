import { ProviderApiError } from '../../provider-http/provider-api-error';
import type { EnvelopeState } from '../provider';
import { getDocument } from './api-v1';
import { describesApiV2 } from './describes-api-v2';
import { envelopeById } from './envelope-by-id';
import { askDocumentRoute, askGetMany } from './envelope-id-by-number';
import type { Requests } from './requests';

/**
 * How long a process knows that an instance has no `get-many`. It may be upgraded, and then API v1 does not know an
 * envelope of several documents. The archiver asks again for such an envelope for much longer.
 */
const maxVersionAgeMs = 60 * 60 * 1_000;

/** The route of an instance that has no `get-many`, and since when that is known. */
interface KnownRoute {
  readonly route: 'document' | 'v1';
  readonly since: number;
}

/**
 * Makes a function that asks by the only id that webhooks had before v2.13.0. Three routes know it: `get-many` since v2.3.2,
 * `document` since v2.0.0, and API v1. Once it is known which one an instance has, one call is enough for a document that does
 * not exist.
 *
 * API v1 is no safe choice for an instance with API v2: an envelope of several documents would be given up, and any other
 * would be archived without its certificate. So it is asked only where both routes of API v2 and its description are missing.
 */
export function envelopeByNumber(
  requests: Requests,
): (number: string, signal: AbortSignal) => Promise<EnvelopeState> {
  let known: KnownRoute | undefined;
  const note = (route: KnownRoute['route']) => (known = { route, since: Date.now() });

  const ask = async (number: string, signal: AbortSignal) => {
    const id = await askGetMany(requests, number, signal);
    if (typeof id === 'string') return readById(requests, { id, number, signal });
    return askWithout(number, signal, () => getDocument(requests, number, signal));
  };

  const askWithout = async (
    number: string,
    signal: AbortSignal,
    readFirstApi: () => EnvelopeState | Promise<EnvelopeState>,
  ) => {
    const id = await askDocumentRoute(requests, number, signal);
    const hasApiV2 = typeof id === 'string' || (await describesApiV2(requests, signal));
    note(hasApiV2 ? 'document' : 'v1');
    if (typeof id === 'string') return readById(requests, { id, number, signal });
    if (hasApiV2) throw id;
    return readFirstApi();
  };

  const askFirstApi = async (number: string, signal: AbortSignal) => {
    const document = await getDocument(requests, number, signal);
    // The instance may be upgraded by now: then this would archive an envelope without its certificate, or give it up.
    return document.complete ? askWithout(number, signal, () => document) : document;
  };

  return async (number, signal) => {
    if (!known || Date.now() - known.since >= maxVersionAgeMs) return ask(number, signal);
    if (known.route === 'v1') return askFirstApi(number, signal);
    const id = await askDocumentRoute(requests, number, signal);
    if (typeof id !== 'string') throw id;
    return readById(requests, { id, number, signal });
  };
}

interface FoundEnvelope {
  readonly id: string;
  readonly number: string;
  readonly signal: AbortSignal;
}

async function readById(requests: Requests, { id, number, signal }: FoundEnvelope): Promise<EnvelopeState> {
  const state = await envelopeById(requests, id, signal);
  if ((state.legacyId ?? number) !== number) throw new ProviderApiError('unexpected-answer');
  return { ...state, legacyId: number };
}
