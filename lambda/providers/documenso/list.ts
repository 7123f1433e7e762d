/**
 * Documenso's list of completed documents. Without a folder it names only those in no folder, so the folders are walked: first
 * those in no folder, then each folder.
 */
import { defined } from '../../kit/defined';
import { sha256Hex } from '../../kit/hash';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import type { CompletedEnvelope, EnvelopeListing, EnvelopePage } from '../envelope-lister';
import { referencesOf } from '../support/listed-names';
import { listedTime } from '../support/listed-times';
import { usableEnvelopes } from '../support/usable-envelopes';
import { completionKey } from './events';
import { describesApiV2 } from './describes-api-v2';
import { isRouteMissing } from './is-route-missing';
import { listFolders } from './list-folders';
import { askListRoute, type ListedDocument, type ListedDocuments } from './list-routes';
import { listCursorSchema, nextStep, skippedIf, type ListCursor } from './list-step';
import { makeRequests, optionsSchema, type Requests } from './requests';

const folderStart = { offset: 0, readUntil: null, repeats: 0 } as const;

/** The list for one endpoint. */
export const documensoListing: EnvelopeListing = {
  cutsRecent: true,
  makeLister(options, deps) {
    const requests = makeRequests(optionsSchema.parse(options), deps);
    return {
      async listCompleted({ cursor, createdSince }, signal) {
        const asked = cursor === undefined ? undefined : listCursorSchema.parse(cursor);
        const { place, answer } = await askForPage(requests, asked, signal);
        const completed = answer.documents.filter(({ status }) => status === 'COMPLETED');
        const page = usableEnvelopes(completed.map(completedEnvelope));
        const step = nextStep(place, answer, createdSince);
        if (step.next) return { ...page, ...step, next: step.next };
        return { ...page, ...step, ...(await nextFolder(requests, place, signal)) };
      },
    };
  },
};

interface AskedPage {
  readonly place: ListCursor;
  readonly answer: ListedDocuments;
}

/** Asks for a page. The first page of a pass finds out which route the instance has. */
async function askForPage(
  requests: Requests,
  cursor: ListCursor | undefined,
  signal: AbortSignal,
): Promise<AskedPage> {
  if (cursor) return { place: cursor, answer: await answerOrGone(requests, cursor, signal) };
  // The folders come first: what was in a folder that is deleted is in no folder then.
  const found = await findFolders(requests, signal);
  const allFolders = found ? hashOf(found) : null;
  const place = { ...folderStart, folder: null, folders: [...(found ?? [])], allFolders };
  return found ? firstPage(requests, place, signal) : askAt(requests, { ...place, route: 'v1' }, signal);
}

async function askAt(requests: Requests, place: ListCursor, signal: AbortSignal): Promise<AskedPage> {
  return { place, answer: await askListRoute(requests, place.route, place, signal) };
}

/** Asks the newer route of API v2, or else the older one. */
async function firstPage(
  requests: Requests,
  place: Omit<ListCursor, 'route'>,
  signal: AbortSignal,
): Promise<AskedPage> {
  try {
    return await askAt(requests, { ...place, route: 'envelope' }, signal);
  } catch (error) {
    if (!isRouteMissing(error)) throw error;
    return askAt(requests, { ...place, route: 'document' }, signal);
  }
}

const hashOf = (folders: readonly string[]) => sha256Hex([...folders].sort().join());

/** The versions that we read answer an unknown folder with an empty list. Another one may say that it is not there. */
async function answerOrGone(
  requests: Requests,
  place: ListCursor,
  signal: AbortSignal,
): Promise<ListedDocuments> {
  try {
    return await askListRoute(requests, place.route, place, signal);
  } catch (error) {
    const isGone = error instanceof ProviderApiError && error.reason === 'not-found' && place.folder !== null;
    if (!isGone) throw error;
    return { documents: [], isLast: true, isFolderGone: true };
  }
}

/**
 * Lists the folders; nothing at an instance without API v2, each version of which lists folders. The first API names no document
 * in a folder, so a missing route alone does not lead to it.
 */
async function findFolders(requests: Requests, signal: AbortSignal): Promise<readonly string[] | undefined> {
  try {
    return await listFolders(requests, signal);
  } catch (error) {
    if (!isRouteMissing(error) || (await describesApiV2(requests, signal))) throw error;
    return undefined;
  }
}

function completedEnvelope({
  id,
  number,
  title,
  externalId,
  createdAt,
  completedAt,
}: ListedDocument): CompletedEnvelope {
  return defined({
    id,
    legacyId: number === undefined ? undefined : String(number),
    title,
    externalIds: referencesOf(externalId),
    createdAt: listedTime(createdAt),
    completedAt: listedTime(completedAt),
    completionKey:
      number === undefined || completedAt === undefined ? undefined : completionKey(number, completedAt),
  });
}

/**
 * Goes on to the next folder. After the last one the folders are listed again: what was in a folder that is gone is in no folder
 * now, and a new one may hold what was moved there. The provider shows neither by an error.
 */
async function nextFolder(
  requests: Requests,
  { route, folders: [folder, ...folders], allFolders }: ListCursor,
  signal: AbortSignal,
): Promise<Pick<EnvelopePage, 'next' | 'mayHaveSkipped'>> {
  if (folder !== undefined) return { next: { ...folderStart, route, folder, folders, allFolders } };
  if (allFolders === null) return {};
  return skippedIf(hashOf(await listFolders(requests, signal)) !== allFolders);
}
