/**
 * Kingsign's API: one route, and actions.
 *
 * Source: src/services/api/* and src/hooks/extract-api-key.ts of github.com/kingsland-innovation-center/kingsign-api
 * (2025-10-29), checked 2026-11-21. That a success is 201 and a plain error 500 is what its framework (Feathers) does.
 */
import * as z from 'zod';
import type { ApiErrorReason } from '../../contracts/failure-reason';
import { providerRequest } from '../../provider-http/provider-request';
import { responseBytes } from '../../provider-http/response-chunks';
import { withApiKey } from '../../provider-http/with-api-key';
import type { EnvelopeApiDeps } from '../provider';

/** What we ask for. No action that changes anything is among them. */
export type Action =
  | { readonly action: 'GET_DOCUMENTS' | 'GET_TEMPLATES'; readonly query: { readonly _id: string } }
  | { readonly action: 'DOWNLOAD_DOCUMENT'; readonly documentId: string };

/** Asks the API, and gives the answer's bytes. */
export type CallAction = (action: Action, signal: AbortSignal) => Promise<Uint8Array>;

/** Signatures are images in the answer; a hundred of them, drawn on a large screen. */
const longestAnswer = 32 * 1024 * 1024;

/** Makes the calls for the API at an address: the part before its `/api`. */
export function actionCaller(apiUrl: string, context: EnvelopeApiDeps): CallAction {
  const url = new URL(`${apiUrl.replace(/\/+$/, '')}/api`);
  const options = { fetch: context.fetch, mayRedirectTo: () => false, readRefusal };
  return async ({ action, ...requestPayload }, signal) => {
    const response = await withApiKey(context, (apiKey) =>
      providerRequest(options, {
        url,
        headers: { accept: 'application/json', 'ks-api-key': apiKey },
        json: { action, requestPayload },
        successStatus: 201,
        signal,
      }),
    );
    return responseBytes(response, signal, longestAnswer);
  };
}

const refusalSchema = z.object({ message: z.string() });

/** A wrong key and a missing document are plain errors there: HTTP 500, as a database that is down. */
const refusals: readonly (readonly [message: RegExp, reason: ApiErrorReason])[] = [
  [/^Invalid API key: /, 'unauthorized'],
  [/^(?:Document|Template|File) not found(?: in this workspace)?$/, 'not-found'],
];

/** What the message of an error says, where it is one that we know; of any other, its status has to do. */
function readRefusal(status: number, body: string): ApiErrorReason | undefined {
  if (status !== 500) return undefined;
  const { data } = refusalSchema.safeParse(jsonOrNothing(body));
  return data && refusals.find(([message]) => message.test(data.message))?.[1];
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
