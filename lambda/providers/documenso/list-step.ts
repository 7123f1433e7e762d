/** How the pages of one folder follow each other. */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import type { EnvelopePage } from '../envelope-lister';
import { isDescending, isOlder } from '../support/is-older';
import { listedTime } from '../support/listed-times';
import { listRoutes, pageAt, type ListedDocuments } from './list-routes';

/** The place of a page. */
export const listCursorSchema = z.object({
  route: z.enum(listRoutes),
  /** `null`: the documents in no folder. */
  folder: z.nullable(envelopeIdSchema),
  /** The number of documents of the folder that were read. */
  offset: z.number().int().nonnegative(),
  /** The time when the oldest document that was read of the folder was made. */
  readUntil: z.string().nullable(),
  /** How often in a row a page brought nothing older. */
  repeats: z.number().int().nonnegative(),
  /** The folders after this one. */
  folders: z.array(envelopeIdSchema),
  /** The hash of all folders when the walk began; `null` where there is no list of folders. */
  allFolders: z.string().nullable(),
});

export type ListCursor = z.infer<typeof listCursorSchema>;

/** How often in a row a page may bring nothing older before the list counts as too unsteady. */
const maxRepeats = 10;

/**
 * Returns the next page of the same folder; nothing at the folder's end.
 *
 * A document that was deleted or moved pulls those behind it forward, onto pages that were read. So each page overlaps the one
 * before: if its first document is older than all that were read, some may lie between, and a page further ahead is read again.
 * The provider's `count` does not show it: at the same time another document may have completed, and since v2.17.0 at the
 * latest it counts only some pages ahead.
 */
export function nextStep(
  place: ListCursor,
  answer: ListedDocuments,
  createdSince: Date | undefined,
): { readonly next?: ListCursor; readonly mayHaveSkipped?: true } {
  const { documents, isLast } = answer;
  const { page, perPage } = pageAt(place.offset);
  const start = (page - 1) * perPage;
  const times = documents.map((document) => listedTime(document.createdAt));
  const isApart = start > 0 && !isJoined(times[0], place.readUntil);
  if (isApart && place.repeats < maxRepeats) return { next: stepBack(place, start) };

  const next = stepOn(place, start + documents.length, times.at(-1));
  const isStuck = next.repeats > maxRepeats;
  const isWhole = start === 0 && isLast;
  const doubts = [isApart, isStuck, !isWhole && !isDescending(times), answer.isFolderGone === true];
  const skipped = skippedIf(doubts.includes(true));
  const ends = [isLast, isStuck, documents.length === 0, isOlder(createdSince, times, null)];
  return ends.includes(true) ? skipped : { ...skipped, next };
}

const isJoined = (first: string | undefined, readUntil: string | null) =>
  first !== undefined && readUntil !== null && first >= readUntil;

/** Goes back twice as far each time. The first page is always joined. */
function stepBack(place: ListCursor, start: number): ListCursor {
  const offset = Math.max(0, start - 50 * 2 ** place.repeats);
  return { ...place, offset, repeats: place.repeats + 1 };
}

function stepOn(place: ListCursor, offset: number, last: string | undefined): ListCursor {
  const { readUntil, repeats } = place;
  const isOlderThanRead = last !== undefined && (readUntil === null || last < readUntil);
  if (isOlderThanRead) return { ...place, offset, readUntil: last, repeats: 0 };
  return { ...place, offset, repeats: repeats + 1 };
}

/** Says that an envelope may be on no page. */
export const skippedIf = (isUncertain: boolean): Pick<EnvelopePage, 'mayHaveSkipped'> =>
  isUncertain ? { mayHaveSkipped: true } : {};
