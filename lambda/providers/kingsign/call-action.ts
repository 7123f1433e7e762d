/**
 * Kingsign's API: one route, and actions.
 *
 * Source: src/services/api/* and src/hooks/extract-api-key.ts of github.com/kingsland-innovation-center/kingsign-api
 * (2025-10-29), checked 2026-11-21. Its framework (Feathers) answers 201 for a success and 500 for a plain error.
 */
import * as z from 'zod';
import type { ApiErrorReason } from '../../contracts/failure-reason';
import { jsonString } from '../../kit/json';
import { providerRequest } from '../../provider-http/provider-request';
import { responseBytes } from '../../provider-http/response-chunks';
import { withApiKey } from '../../provider-http/with-api-key';
import type { EnvelopeApiDeps } from '../provider';
import { keyHeaders, requestOptions, serviceUrl } from './requests';

/** The actions that we call. None of them changes anything. */
export type Action =
  | { readonly action: 'GET_DOCUMENTS' | 'GET_TEMPLATES'; readonly query: Readonly<Record<string, unknown>> }
  | { readonly action: 'DOWNLOAD_DOCUMENT'; readonly documentId: string };

/** Calls the API, and returns the answer's bytes. */
export type CallAction = (action: Action, signal: AbortSignal) => Promise<Uint8Array>;

/** An answer holds signatures as images: enough for a hundred of them, drawn on a large screen. */
const maxAnswerBytes = 32 * 1024 * 1024;

/** Makes the calls for the API at an address: the part before its `/api`. */
export function actionCaller(apiUrl: string, deps: EnvelopeApiDeps): CallAction {
  const ask = actionAsker(apiUrl, deps);
  return async (action, signal) => responseBytes(await ask(action, signal), signal, maxAnswerBytes);
}

/** Calls the API, and returns the answer before its body has arrived. */
export type AskAction = (action: Action, signal: AbortSignal) => Promise<Response>;

/** Makes the calls whose answers may be too large for the memory. */
export function actionAsker(apiUrl: string, deps: EnvelopeApiDeps): AskAction {
  const url = serviceUrl(apiUrl, 'api');
  const options = { ...requestOptions(deps.fetch), readErrorReason };
  return ({ action, ...requestPayload }, signal) =>
    withApiKey(deps, (apiKey) =>
      providerRequest(options, {
        url,
        headers: keyHeaders(apiKey),
        json: { action, requestPayload },
        successStatus: 201,
        signal,
      }),
    );
}

const errorSchema = jsonString(z.object({ message: z.string() }));

/** A wrong key and a missing document are plain errors there: HTTP 500, like a database that is down. */
const errorReasons: readonly (readonly [message: RegExp, reason: ApiErrorReason])[] = [
  [/^Invalid API key: /, 'unauthorized'],
  [/^(?:Document|Template|File) not found(?: in this workspace)?$/, 'not-found'],
];

/** Reads the reason from an error's message, if we know the message. Otherwise the status decides. */
function readErrorReason(status: number, body: string): ApiErrorReason | undefined {
  if (status !== 500) return undefined;
  const { data } = errorSchema.safeParse(body);
  return data && errorReasons.find(([message]) => message.test(data.message))?.[1];
}
