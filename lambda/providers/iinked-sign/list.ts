/**
 * iinked Sign's list of packages.
 *
 * It has no filter on the time of execution, and its maximum of a page is not documented. Other members' packages need an API key
 * of the organization, a user's key with an editor's role, or an organization's OAuth app. Any other key sees its user's packages only.
 *
 * Source: https://docs.iinkedsign.com/v4/api/packages/list, checked 2026-11-21.
 */
import * as z from 'zod';
import { boundedList } from '../../kit/bounded-list';
import { defined } from '../../kit/defined';
import { clipped } from '../../kit/clipped';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import type { CompletedEnvelope, EnvelopeListing, EnvelopePage } from '../envelope-lister';
import { readAnswer } from '../support/answers';
import { apiOptionsSchema } from '../support/api-options';
import { listedTitle } from '../support/listed-names';
import { listedTime } from '../support/listed-times';
import { restRequests, type RestRequests } from '../support/rest-requests';
import { usableEnvelopes } from '../support/usable-envelopes';
import { keyHeaders } from './key-headers';
import { listedReferences, referenceFields } from './listed-references';

/** Drops everything else, above all the signers and their links. */
const answerSchema = z.object({
  items: boundedList(
    z.object({
      // A longer id cannot be part of a key. It is cut off, since the cursor is to stay small.
      packageId: clipped(200),
      name: listedTitle,
      isExecuted: z.boolean().nullish(),
      timeExecuted: z.unknown().optional(),
      ...referenceFields,
    }),
  ),
  total: z.number().int().nonnegative().optional().catch(undefined),
});

type Answer = z.infer<typeof answerSchema>;

const cursorSchema = z.object({
  skip: z.number().int().nonnegative(),
  /** The last ids of the page before, which the next page begins with. */
  overlap: z.array(z.string()),
  allMembers: z.boolean(),
  /** How often an earlier place was read again because the list had changed. */
  repeats: z.number().int().nonnegative(),
});

type Cursor = z.infer<typeof cursorSchema>;

const take = 100;

/** So many packages are read twice: a list that became shorter by fewer cannot hide one. */
const overlapSize = 10;

const maxRepeats = 10;

/** No organization has so many packages. Each page goes on, so a list without an end comes to its end here. */
const maxSkip = 1_000_000;

/** A page of a hundred packages with very many signers has some ten megabytes. */
const maxAnswerBytes = 50 * 1024 * 1024;

const start: Cursor = { skip: 0, overlap: [], allMembers: true, repeats: 0 };

/** The list for one endpoint. */
export const iinkedSignListing: EnvelopeListing = {
  cutsRecent: false,
  makeLister(options, deps) {
    const requests = restRequests(apiOptionsSchema.parse(options), deps, keyHeaders);
    return {
      async listCompleted(query, signal) {
        const cursor = query.cursor === undefined ? start : cursorSchema.parse(query.cursor);
        const { place, answer } = await askForPage(requests, cursor, signal);
        const executed = answer.items.filter(({ isExecuted }) => isExecuted);
        return { ...usableEnvelopes(executed.map(executedPackage)), ...nextStep(place, answer) };
      },
    };
  },
};

interface AskedPage {
  readonly place: Cursor;
  readonly answer: Answer;
}

/** A key that may not see other members' packages sees its own. */
async function askForPage(requests: RestRequests, place: Cursor, signal: AbortSignal): Promise<AskedPage> {
  try {
    return { place, answer: await ask(requests, place, signal) };
  } catch (error) {
    const isRefused = error instanceof ProviderApiError && error.details.status === 403;
    if (!isRefused || place.skip > 0 || !place.allMembers) throw error;
    const own = { ...place, allMembers: false };
    return { place: own, answer: await ask(requests, own, signal) };
  }
}

async function ask(
  requests: RestRequests,
  { skip, allMembers }: Cursor,
  signal: AbortSignal,
): Promise<Answer> {
  const json = { isExecuted: true, sortBy: 'created', take, skip, ...(allMembers && { allMembers }) };
  const answer = await requests.askForJson({ path: 'packages/list', json }, maxAnswerBytes, signal);
  return readAnswer(answerSchema, answer);
}

function executedPackage(listed: Answer['items'][number]): CompletedEnvelope {
  const { packageId: id, name: title, timeExecuted } = listed;
  return defined({
    id,
    title,
    externalIds: listedReferences(listed),
    completedAt: listedTime(timeExecuted),
  });
}

/**
 * Goes on by what came, not by what was asked for, until a page has nothing but the overlap. `total` alone ends nothing: nobody
 * documents what it counts.
 */
function nextStep(place: Cursor, { items, total }: Answer): Pick<EnvelopePage, 'next' | 'mayHaveSkipped'> {
  const ids = items.map(({ packageId }) => packageId);
  if (place.skip > maxSkip) throw new ProviderApiError('too-large');
  const lastKnown = Math.max(...place.overlap.map((id) => ids.lastIndexOf(id)), -1);
  const isConnected = place.skip === 0 || place.overlap.length === 0 || lastKnown >= 0;
  if (!isConnected && place.repeats < maxRepeats) return { next: earlier(place) };
  return defined({
    next: nextPlace(place, { ids, lastKnown, total }),
    mayHaveSkipped: isConnected ? undefined : (true as const),
  });
}

interface SeenPage {
  readonly ids: readonly string[];
  /** The position of the last id of the overlap; -1 if the page has none of them. */
  readonly lastKnown: number;
  readonly total: number | undefined;
}

function nextPlace(place: Cursor, { ids, lastKnown, total }: SeenPage): Cursor | undefined {
  if (ids.every((id) => place.overlap.includes(id))) return undefined;
  if (ids.length > Math.max(lastKnown + 1, 1)) return placeAfter(place, ids);
  // A server that ignores `skip` answers with its first page each time. If that is everything, it is the end too.
  if (ids.length === total) return undefined;
  return lastKnown < 0 ? placeAfter(place, ids) : shifted(place, ids);
}

/** The list became shorter before this place: what follows on the page before is looked for further ahead. */
function earlier(place: Cursor): Cursor {
  return { ...place, skip: Math.max(0, place.skip - take), repeats: place.repeats + 1 };
}

/** The list became longer before this place, so that the page has nothing new. A server that ignores `skip` looks the same. */
function shifted(place: Cursor, ids: readonly string[]): Cursor {
  if (place.repeats >= maxRepeats) throw new ProviderApiError('unexpected-answer');
  return { ...placeAfter(place, ids), repeats: place.repeats + 1 };
}

function placeAfter(place: Cursor, ids: readonly string[]): Cursor {
  // At least half of a page is new, so that each page goes on.
  const size = Math.min(overlapSize, Math.floor(ids.length / 2));
  return { ...place, skip: place.skip + ids.length - size, overlap: ids.slice(ids.length - size) };
}
