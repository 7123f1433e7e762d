/**
 * Kingsign's list of documents.
 *
 * The API answers with one list of whole documents, with the images of their signatures. It is asked for a page in the order of the
 * ids; whether the page is what was asked for shows only the answer. If it is not, the whole list is read, and divided here. Archived
 * documents are hidden.
 *
 * Source: src/services/api/api.class.ts and src/common/hooks/filterNotArchived.ts of
 * github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked 2026-11-21.
 */
import * as z from 'zod';
import type { ApiErrorReason } from '../../contracts/failure-reason';
import { defined } from '../../kit/defined';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseChunks } from '../../provider-http/response-chunks';
import type { EnvelopeListing } from '../envelope-lister';
import { apiOptionsSchema } from '../support/api-options';
import { actionAsker, type AskAction } from './call-action';
import { findPage, maxIdLength, type FoundPage } from './listed-documents';

/** The provider's words for a document that everybody has signed: its two routes use different ones. */
const statuses = ['signed', 'completed'] as const;

const cursorSchema = z.object({
  status: z.enum(statuses),
  /** The last id of the page before. */
  after: z.string().max(maxIdLength).nullable(),
  /** Whether the API refused the question for a page. */
  isPlain: z.boolean(),
});

type Cursor = z.infer<typeof cursorSchema>;

const start: Cursor = { status: 'signed', after: null, isPlain: false };

/** The number of documents that are asked for at a time. */
const limit = 100;

/** The list for one endpoint. */
export const kingsignListing: EnvelopeListing = {
  cutsRecent: false,
  makeLister(options, deps) {
    const ask = actionAsker(apiOptionsSchema.parse(options).apiUrl, deps);
    return {
      async listCompleted(query, signal) {
        const cursor = query.cursor === undefined ? start : cursorSchema.parse(query.cursor);
        const { place, found } = await askForPage(ask, cursor, signal);
        const { envelopes, unusable } = found;
        return defined({ envelopes, unusable, next: nextPlace(place, found) });
      },
    };
  },
};

interface AskedPage {
  readonly place: Cursor;
  readonly found: FoundPage;
}

/**
 * A server that does not know the operators of the question answers with an error or another form. One that obeys only some of them
 * answers with a part of the list from which nothing follows about the rest. Both are asked again, without operators.
 */
async function askForPage(ask: AskAction, place: Cursor, signal: AbortSignal): Promise<AskedPage> {
  try {
    const found = await readList(ask, place, signal);
    if (found !== 'unclear-part') return { place, found };
  } catch (error) {
    if (place.isPlain || !isRefusal(error)) throw error;
  }
  const plain = { ...place, isPlain: true };
  const found = await readList(ask, plain, signal);
  if (found === 'unclear-part') throw new ProviderApiError('unexpected-answer');
  return { place: plain, found };
}

/** A list with pages, of the same framework, is an object and not a list: `not-json` here. */
const refusals: ReadonlySet<ApiErrorReason> = new Set(['server-error', 'unexpected-answer', 'not-json']);

function isRefusal(error: unknown): boolean {
  if (!(error instanceof ProviderApiError)) return false;
  return refusals.has(error.reason);
}

async function readList(
  ask: AskAction,
  place: Cursor,
  signal: AbortSignal,
): Promise<FoundPage | 'unclear-part'> {
  const response = await ask({ action: 'GET_DOCUMENTS', query: question(place) }, signal);
  return findPage(responseChunks(response, signal), { ...place, limit });
}

/** The first question has this operator too: a server that misunderstands it shows it there, and not by an early end. */
const beforeAnyId = '0'.repeat(24);

function question({ status, after, isPlain }: Cursor): Readonly<Record<string, unknown>> {
  if (isPlain) return { status };
  return { status, $sort: { _id: 1 }, $limit: limit, _id: { $gt: after ?? beforeAnyId } };
}

/** The server may have a smaller maximum than was asked for. So only a page with nothing on it is the last one. */
function nextPlace(place: Cursor, { lastId }: FoundPage): Cursor | undefined {
  if (lastId !== undefined) return { ...place, after: lastId };
  const status = statuses[statuses.indexOf(place.status) + 1];
  return status && { status, after: null, isPlain: false };
}
