/**
 * Sign.Plus's list of envelopes.
 *
 * Which date `date_from` compares with is not documented, so it is not sent: the list comes newest first, and ends where it is old
 * enough. The trash is not asked for: what is in it, somebody has thrown away.
 *
 * Source: https://apidoc.sign.plus/api-reference/endpoints/signplus/list-envelopes, checked 2026-11-21; the cursor as in
 * github.com/PipedreamHQ/pipedream (components/sign_plus).
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { defined } from '../../kit/defined';
import type { CompletedEnvelope, EnvelopeListing, EnvelopePage, ListQuery } from '../envelope-lister';
import { readAnswer } from '../support/answers';
import { apiOptionsSchema } from '../support/api-options';
import { isOlder } from '../support/is-older';
import { listedTitle } from '../support/listed-names';
import { listedTime } from '../support/listed-times';
import { restRequests } from '../support/rest-requests';
import { usableEnvelopes } from '../support/usable-envelopes';
import { keyHeaders } from './key-headers';
import { completionKey } from './events';

/** Drops everything else: people's names, e-mail addresses, and the passcodes of recipients. */
const answerSchema = z.object({
  has_next_page: z.boolean(),
  envelopes: boundedList(
    z.object({
      id: z.string().min(1).max(256),
      name: listedTitle,
      status: z.string(),
      created_at: z.unknown(),
      updated_at: z.unknown(),
    }),
  ),
});

type Answer = z.infer<typeof answerSchema>;

/** Where the next page begins. */
const cursorSchema = z.object({
  after: envelopeIdSchema,
  /** The time when the last envelope of the page before was made. */
  createdAt: z.string().nullable(),
});

type Cursor = z.infer<typeof cursorSchema>;

const pageSize = 100;

/** An envelope in the list names each page of each document. */
const maxAnswerBytes = 50 * 1024 * 1024;

/** The list for one endpoint. */
export const signPlusListing: EnvelopeListing = {
  cutsRecent: true,
  makeLister(options, deps) {
    const { askForJson } = restRequests(apiOptionsSchema.parse(options), deps, keyHeaders);
    return {
      async listCompleted(query, signal) {
        const cursor = query.cursor === undefined ? undefined : cursorSchema.parse(query.cursor);
        const json = defined({
          statuses: ['COMPLETED'],
          order_field: 'CREATION_DATE',
          ascending: false,
          first: pageSize,
          after: cursor?.after,
        });
        const answer = await askForJson({ path: 'envelopes', json }, maxAnswerBytes, signal);
        return readPage(readAnswer(answerSchema, answer), query, cursor);
      },
    };
  },
};

function readPage(answer: Answer, query: ListQuery, cursor: Cursor | undefined): EnvelopePage {
  const completed = answer.envelopes.filter(({ status }) => status === 'COMPLETED');
  return { ...usableEnvelopes(completed.map(completedEnvelope)), ...nextStep(answer, query, cursor) };
}

function nextStep(
  { envelopes, has_next_page: hasMore }: Answer,
  { createdSince }: ListQuery,
  { after: asked, createdAt: before }: Partial<Cursor> = {},
): Pick<EnvelopePage, 'next' | 'mayHaveSkipped'> {
  if (!hasMore) return atEnd(envelopes, asked);
  // The next page is asked for by this id. Without it, or if it does not move on, the rest of the list cannot be had.
  const after = envelopeIdSchema.safeParse(envelopes.at(-1)?.id).data;
  if (after === undefined || after === asked) return { mayHaveSkipped: true };
  const times = envelopes.map(({ created_at: time }) => listedTime(time));
  if (isOlder(createdSince, times, before)) return {};
  return { next: { after, createdAt: times.at(-1) ?? null } };
}

/** A page follows only if the one before promised more. If it is empty, the envelope that the cursor names may be deleted. */
function atEnd(envelopes: Answer['envelopes'], asked?: string): Pick<EnvelopePage, 'mayHaveSkipped'> {
  return asked !== undefined && envelopes.length === 0 ? { mayHaveSkipped: true } : {};
}

function completedEnvelope(listed: Answer['envelopes'][number]): CompletedEnvelope {
  const { id, name: title, created_at: createdAt, updated_at: updatedAt } = listed;
  return defined({
    id,
    title,
    createdAt: listedTime(createdAt),
    updatedAt: listedTime(updatedAt),
    completionKey: completionKey(id),
  });
}
