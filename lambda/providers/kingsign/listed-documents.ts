import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { defined } from '../../kit/defined';
import { isObject, type JsonObject } from '../../kit/json';
import { clipped } from '../../kit/clipped';
import { jsonElements, type ElementLimits } from '../../provider-http/json-elements';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { parseJson } from '../../provider-http/response-chunks';
import type { CompletedEnvelope } from '../envelope-lister';
import { listedTitle } from '../support/listed-names';
import { listedTime } from '../support/listed-times';
import { isComplete } from './answers';
import { completionKey } from './events';
import { readPayload } from './payload';

/** The length at which an id is cut off. */
export const maxIdLength = 200;

/** A document in the list. The values of its fields, which are images of signatures, are dropped as they arrive. */
const listedSchema = z.object({
  // A longer id cannot be part of a key. It is cut off, since the cursor is to stay small.
  _id: clipped(maxIdLength),
  title: listedTitle,
  status: z.string().max(100),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
  documentFields: boundedList(z.object({ _id: z.string(), isSigned: z.boolean() })),
});

const megabyte = 1024 ** 2;

/** The limits of the list. A document with ten thousand fields has some megabytes, without their values. */
const elementLimits: ElementLimits = {
  maxElementBytes: 8 * megabyte,
  maxStringBytes: 512,
  maxBytes: 1024 * megabyte,
};

/** The maximum number of documents that one page of a whole list has. */
const maxPage = 1_000;

/** The question of a page, as far as the documents show whether the API obeyed it. */
export interface AskedFor {
  readonly status: string;
  readonly after: string | null;
  readonly limit: number;
  /** Whether the question had no operators, so that the answer is the whole list. */
  readonly isPlain: boolean;
}

/** The page that was found in a list. */
export interface FoundPage {
  readonly envelopes: readonly CompletedEnvelope[];
  readonly unusable: number;
  /** The last id of the page, if another one may follow. */
  readonly lastId: string | undefined;
}

/**
 * Reads a list of documents as it arrives. If it is the page that was asked for, all of it is the page. Otherwise it is the whole
 * list, and the page is made of the next thousand by their ids.
 *
 * @returns `unclear-part` if it may be neither: it is as short as a page, but not the page that was asked for
 * @throws ProviderApiError `unexpected-answer` for a list of anything else, or any error of `jsonElements`
 */
export async function findPage(
  chunks: AsyncIterable<Uint8Array>,
  asked: AskedFor,
): Promise<FoundPage | 'unclear-part'> {
  const { found, unusable, order } = await collect(chunks, asked);
  if (order.isPage) return { envelopes: found, unusable, lastId: order.lastId };
  if (!asked.isPlain && order.isShort) return 'unclear-part';
  sortAndCut(found, maxPage + 1);
  const isMore = found.length > maxPage;
  const envelopes = found.slice(0, maxPage);
  // The whole list is read again for each page. What is unusable on it counts once, on the first one.
  return {
    envelopes,
    unusable: asked.after === null ? unusable : 0,
    lastId: isMore ? envelopes.at(-1)?.id : undefined,
  };
}

interface Collected {
  readonly found: CompletedEnvelope[];
  readonly unusable: number;
  readonly order: IdOrder;
}

async function collect(chunks: AsyncIterable<Uint8Array>, asked: AskedFor): Promise<Collected> {
  const found: CompletedEnvelope[] = [];
  const order = new IdOrder(asked);
  let unusable = 0;
  for await (const element of jsonElements(chunks, elementLimits)) {
    const { id, envelope } = readElement(parseJson(element), asked);
    order.add(id);
    if (!envelope) continue;
    if (envelopeIdSchema.safeParse(id).success) found.push(envelope);
    else unusable++;
    if (found.length > 2 * maxPage) sortAndCut(found, maxPage + 1);
  }
  return { found, unusable, order };
}

const isAfter = (id: string, after: string | null) => after === null || id > after;

/** Leaves the first documents by id. */
function sortAndCut(found: CompletedEnvelope[], count: number): void {
  found.sort((one, other) => (one.id < other.id ? -1 : 1));
  found.splice(count);
}

/** Sees whether the ids came as they were asked for: not too many, each behind the one before. */
class IdOrder {
  lastId: string | undefined;
  private isInOrder = true;
  private count = 0;

  constructor(private readonly asked: AskedFor) {}

  /** Whether there are no more documents than a page was to have. */
  get isShort(): boolean {
    return this.count <= this.asked.limit;
  }

  /** An empty first page does not show whether the operators were understood. */
  get isPage(): boolean {
    const isClear = this.count > 0 || this.asked.after !== null;
    return !this.asked.isPlain && this.isShort && this.isInOrder && isClear;
  }

  add(id: string): void {
    this.count++;
    if (!isAfter(id, this.lastId ?? this.asked.after)) this.isInOrder = false;
    this.lastId = id;
  }
}

function readElement(
  element: unknown,
  { status, after }: AskedFor,
): { readonly id: string; readonly envelope?: CompletedEnvelope | undefined } {
  const { data } = listedSchema.safeParse(element);
  if (!data || !isObject(element)) throw new ProviderApiError('unexpected-answer');
  const isCompleted = data.status === status && isComplete(data) && isAfter(data._id, after);
  return { id: data._id, envelope: isCompleted ? completedEnvelope(data, element) : undefined };
}

function completedEnvelope(
  { _id: id, title, createdAt, updatedAt }: z.infer<typeof listedSchema>,
  document: JsonObject,
): CompletedEnvelope {
  return defined({
    id,
    title,
    createdAt: listedTime(createdAt),
    updatedAt: listedTime(updatedAt),
    completionKey: completionKey(readPayload({ type: 'document.completed', document })),
  });
}
