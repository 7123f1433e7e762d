/**
 * The API of Documenso 1.x, which has no envelopes: it gives a document's status, and its PDF if the instance stores its
 * files in S3.
 *
 * Source: packages/api/v1/implementation.ts of github.com/documenso/documenso, checked 2026-11-21.
 */
import * as z from 'zod';
import { PermanentFailure } from '../../kit/permanent-failure';
import { namedDownload } from '../../provider-http/named-download';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseChunks, responseJson } from '../../provider-http/response-chunks';
import type { EnvelopeState } from '../provider';
import { readAnswer } from '../support/answers';
import { readDocument } from './answers';
import { readErrorReasonV1 } from './read-error-reason';
import type { Requests } from './requests';

const downloadSchema = z.object({ downloadUrl: z.string().min(1) });

const maxAnswerBytes = 10 * 1024 * 1024;

/** Asks for the state of a document. */
export async function getDocument(
  { ask }: Requests,
  number: string,
  signal: AbortSignal,
): Promise<EnvelopeState> {
  const response = await ask({ version: 'v1', path: `documents/${number}` }, signal);
  const state = readDocument(await responseJson(response, signal, maxAnswerBytes), number);
  if (!state) throw new ProviderApiError('unexpected-answer');
  return state;
}

/** Downloads the PDF of a document, from the address that the API names for it. */
export async function downloadDocument(
  requests: Requests,
  number: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const response = await askForAddress(requests, number, signal);
  const { downloadUrl } = readAnswer(downloadSchema, await responseJson(response, signal, maxAnswerBytes));
  return responseChunks(await namedDownload(requests.namedDownloads, downloadUrl, signal), signal);
}

/** An instance that stores its files in its database never gives an address, so that error is permanent. */
async function askForAddress({ ask }: Requests, number: string, signal: AbortSignal): Promise<Response> {
  let isUnsupported = false;
  const readErrorReason = (status: number, body: string) => {
    const reason = readErrorReasonV1(status, body);
    isUnsupported = reason === 'unsupported-version';
    return reason === 'unsupported-version' ? undefined : reason;
  };
  try {
    return await ask({ version: 'v1', path: `documents/${number}/download`, readErrorReason }, signal);
  } catch (error) {
    if (!isUnsupported) throw error;
    throw new PermanentFailure('unsupported-version', { cause: error });
  }
}
