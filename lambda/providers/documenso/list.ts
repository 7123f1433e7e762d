/**
 * Documenso's list of completed documents. Without a folder it names only those in no folder, so the folders are walked: first
 * those in no folder, then each folder.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { defined } from '../../kit/defined';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import type { CompletedEnvelope, EnvelopeListing, EnvelopePage } from '../envelope-lister';
import { isOlder } from '../support/is-older';
import { listedTime } from '../support/listed-times';
import { completionKey } from './events';
import { listFolders } from './list-folders';
import {
  askListRoute,
  listRoutes,
  type ListedDocument,
  type ListedDocuments,
  type ListRoute,
} from './list-routes';
import { makeRequests, optionsSchema, type Requests } from './requests';

/** The place of a page. */
const cursorSchema = z.object({
  route: z.enum(listRoutes),
  /** `null`: the documents in no folder. */
  folder: envelopeIdSchema.nullable(),
  page: z.number().int().positive(),
  /** The number of documents in the folder when the page before was read. */
  count: z.number().nullable(),
  /** The time when the last document of the page before was made. */
  createdAt: z.string().nullable(),
  /** How often a page was read again because the list had become shorter. */
  repeats: z.number().int().nonnegative(),
  /** The folders after this one; absent before the folders are known. */
  folders: z.array(envelopeIdSchema).optional(),
});

type Cursor = z.infer<typeof cursorSchema>;

const firstPage = { page: 1, count: null, createdAt: null, repeats: 0 } as const;

/** The list for one endpoint. */
export const documensoListing: EnvelopeListing = {
  cutsRecent: true,
  makeLister(options, deps) {
    const requests = makeRequests(optionsSchema.parse(options), deps);
    return {
      async listCompleted({ cursor, createdSince }, signal) {
        const asked = cursor === undefined ? undefined : cursorSchema.parse(cursor);
        const { place, answer } = await askForPage(requests, asked, signal);
        const page = completedOn(answer);
        const step = nextStep(place, answer, createdSince);
        if (step.next) return { ...page, ...step, next: step.next };
        const next = await nextFolder(requests, place, signal);
        return { ...page, ...step, next };
      },
    };
  },
};

interface AskedPage {
  readonly place: Cursor;
  readonly answer: ListedDocuments;
}

/** Asks for a page. The first page of a pass finds out which route the instance has. */
async function askForPage(
  requests: Requests,
  cursor: Cursor | undefined,
  signal: AbortSignal,
): Promise<AskedPage> {
  if (cursor) return { place: cursor, answer: await answerOrGone(requests, cursor, signal) };
  for (const route of listRoutes) {
    const place: Cursor = { ...firstPage, route, folder: null };
    const answer = await answerOrMissing(requests, route, place, signal);
    if (answer) return { place, answer };
  }
  throw new ProviderApiError('not-found');
}

/** A folder that was deleted since the folders were read is empty: Documenso moves its documents out of it. */
async function answerOrGone(
  requests: Requests,
  place: Cursor,
  signal: AbortSignal,
): Promise<ListedDocuments> {
  try {
    return await askListRoute(requests, place.route, place, signal);
  } catch (error) {
    const isGone = error instanceof ProviderApiError && error.reason === 'not-found' && place.folder !== null;
    if (!isGone) throw error;
    return { documents: [], count: 0, isLast: true, isFolderGone: true };
  }
}

/** Returns nothing if the instance does not have the route. The oldest route is the last, so its error counts. */
async function answerOrMissing(
  requests: Requests,
  route: ListRoute,
  place: Cursor,
  signal: AbortSignal,
): Promise<ListedDocuments | undefined> {
  try {
    return await askListRoute(requests, route, place, signal);
  } catch (error) {
    if (route === 'v1' || !isRouteMissing(error)) throw error;
    return undefined;
  }
}

/** An instance without the route answers 404 or 405, or with the HTML page of its app. */
function isRouteMissing(error: unknown): boolean {
  if (!(error instanceof ProviderApiError)) return false;
  const { reason, details } = error;
  return details.status === 404 || details.status === 405 || reason === 'not-json';
}

function completedOn({ documents }: ListedDocuments): Pick<EnvelopePage, 'envelopes' | 'unusable'> {
  const completed = documents.filter(({ status }) => status === 'COMPLETED');
  const usable = completed.filter(({ id }) => envelopeIdSchema.safeParse(id).success);
  return { envelopes: usable.map(completedEnvelope), unusable: completed.length - usable.length };
}

function completedEnvelope({ id, number, createdAt, completedAt }: ListedDocument): CompletedEnvelope {
  return defined({
    id,
    legacyId: number === undefined ? undefined : String(number),
    createdAt: listedTime(createdAt),
    completedAt: listedTime(completedAt),
    completionKey:
      number === undefined || completedAt === undefined ? undefined : completionKey(number, completedAt),
  });
}

/** How often a page may be read again before the list counts as too unsteady. */
const maxRepeats = 10;

/** Returns the next page of the same folder; nothing at the folder's end. */
function nextStep(
  place: Cursor,
  answer: ListedDocuments,
  createdSince: Date | undefined,
): { readonly next?: Cursor; readonly mayHaveSkipped?: true } {
  const { documents, isLast } = answer;
  const count = answer.count ?? null;
  const isPulled = isPulledForward(place, answer);
  if (isPulled && place.repeats < maxRepeats) {
    return { next: { ...place, page: place.page - 1, count, createdAt: null, repeats: place.repeats + 1 } };
  }
  const skipped = skippedIf(isPulled || answer.isFolderGone === true);
  const times = documents.map((document) => listedTime(document.createdAt));
  if (isLast || isOlder(createdSince, times, place.createdAt)) return skipped;
  const createdAt = times.at(-1) ?? null;
  return { ...skipped, next: { ...place, page: place.page + 1, count, createdAt } };
}

const skippedIf = (isUncertain: boolean): Pick<EnvelopePage, 'mayHaveSkipped'> =>
  isUncertain ? { mayHaveSkipped: true } : {};

/** A document that was deleted or moved pulls those behind it forward, to the page before, which was read already. */
function isPulledForward({ page, count: before }: Cursor, { count }: ListedDocuments): boolean {
  return page > 1 && count !== undefined && before !== null && count < before;
}

/** Goes on to the next folder. The folders are read after the documents in no folder. The first API has none. */
async function nextFolder(
  requests: Requests,
  { route, folders }: Cursor,
  signal: AbortSignal,
): Promise<Cursor | undefined> {
  if (route === 'v1') return undefined;
  const [folder, ...rest] = folders ?? (await listFolders(requests, signal));
  return folder === undefined ? undefined : { ...firstPage, route, folder, folders: rest };
}
