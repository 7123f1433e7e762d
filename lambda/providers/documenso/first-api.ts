/**
 * Documenso 1.x, whose API has no envelopes: its first API tells a document's status, and gives its PDF where the
 * instance keeps its files in S3.
 *
 * Source: packages/api/v1/implementation.ts of github.com/documenso/documenso, checked 2026-11-21.
 */
import * as z from 'zod';
import { clipText } from '../../kit/text';
import { namedDownload } from '../../provider-http/named-download';
import { PermanentFailure } from '../../kit/permanent-failure';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseChunks, responseJson } from '../../provider-http/response-chunks';
import type { EnvelopeState } from '../provider';
import { readFirstApiRefusal } from './read-refusal';
import type { Requests } from './requests';

/** Recipients, whose signing links are secrets, are left behind here. */
const documentSchema = z.object({
  id: z.number().int(),
  title: z
    .string()
    .transform((title) => clipText(title, 500))
    .nullish(),
  status: z.string().transform((status) => clipText(status, 100)),
  completedAt: z.string().nullish(),
});

const downloadSchema = z.object({ downloadUrl: z.string().min(1) });

const longestAnswer = 10 * 1024 * 1024;

/** What the first API says of a document. */
export async function readDocument(
  { ask }: Requests,
  id: string,
  signal: AbortSignal,
): Promise<EnvelopeState> {
  const response = await ask({ version: 'v1', path: `documents/${id}` }, signal);
  const { data } = documentSchema.safeParse(await responseJson(response, signal, longestAnswer));
  if (data === undefined || String(data.id) !== id) throw new ProviderApiError('unexpected-answer');
  const { status, title, completedAt } = data;
  return {
    legacyId: id,
    complete: status === 'COMPLETED',
    status,
    ...(title ? { title } : {}),
    revision: [data.id, completedAt ?? null],
    files: [
      {
        role: 'executed',
        name: 'executed.pdf',
        ...(title ? { title } : {}),
        presence: 'required',
        format: 'pdf',
      },
    ],
  };
}

/** The PDF of a document, from the address that the first API names for it. */
export async function downloadDocument(
  requests: Requests,
  id: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const response = await askForAddress(requests, id, signal);
  const { data } = downloadSchema.safeParse(await responseJson(response, signal, longestAnswer));
  if (data === undefined) throw new ProviderApiError('unexpected-answer');
  return responseChunks(await namedDownload(requests.named, data.downloadUrl, signal), signal);
}

/** Waiting changes nothing where files are kept in the database, so it is not waited for. */
async function askForAddress({ ask }: Requests, id: string, signal: AbortSignal): Promise<Response> {
  let isUnsupported = false;
  const readRefusal = (status: number, body: string) => {
    const said = readFirstApiRefusal(status, body);
    isUnsupported = said === 'unsupported-version';
    return said === 'unsupported-version' ? undefined : said;
  };
  try {
    return await ask({ version: 'v1', path: `documents/${id}/download`, readRefusal }, signal);
  } catch (error) {
    if (!isUnsupported) throw error;
    throw new PermanentFailure('unsupported-version', { cause: error });
  }
}
