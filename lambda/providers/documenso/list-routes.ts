/**
 * The three routes that list documents, newest first.
 *
 * Source: packages/trpc/server/envelope-router/find-envelopes.types.ts and packages/lib/server-only/envelope/find-envelopes.ts at
 * v2.3.2 and v2.17.0, packages/trpc/server/document-router/find-documents.types.ts at v2.0.0 and v2.3.1, and
 * packages/api/v1/implementation.ts at v1.5.6 and v1.12.10, of github.com/documenso/documenso, checked 2026-11-27.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { responseJson } from '../../provider-http/response-chunks';
import { readAnswer } from '../support/answers';
import { listedReference, listedTitle } from '../support/listed-names';
import { documentNumber } from './answers';
import type { Question, Requests } from './requests';

/** A listed document, in the form of all routes. */
export interface ListedDocument {
  /** The id of its envelope; the number where there are no envelopes. */
  readonly id: string;
  readonly number: number | undefined;
  readonly status: string;
  readonly title?: string | undefined;
  readonly externalId?: string | undefined;
  readonly createdAt: string | undefined;
  readonly completedAt: string | undefined;
}

/** One page of a route. */
export interface ListedDocuments {
  readonly documents: readonly ListedDocument[];
  readonly isLast: boolean;
  /** Whether the folder does not exist any more. */
  readonly isFolderGone?: true;
}

/** The place of a page: a folder (null: no folder) and how many of its documents were read. */
export interface ListPlace {
  readonly folder: string | null;
  readonly offset: number;
}

interface Page {
  readonly page: number;
  readonly perPage: number;
}

const timeSchema = z
  .string()
  .max(64)
  .nullish()
  .catch(undefined)
  .transform((time) => time ?? undefined);

/** Drops everything else, above all the recipients: their signing tokens are secrets. */
const fields = {
  status: z.string(),
  title: listedTitle,
  externalId: listedReference,
  createdAt: timeSchema,
  completedAt: timeSchema,
};

const envelopeSchema = z
  .object({ ...fields, id: z.string(), secondaryId: z.string().optional().catch(undefined) })
  .transform(({ secondaryId, ...rest }): ListedDocument => {
    const number = documentNumber({ secondaryId });
    return { ...rest, number: number === undefined ? undefined : Number(number) };
  });

const documentSchema = z
  .object({ ...fields, id: z.number().int(), envelopeId: z.string() })
  .transform(({ id: number, envelopeId: id, ...rest }): ListedDocument => ({ ...rest, id, number }));

const firstApiSchema = z
  .object({ ...fields, id: z.number().int() })
  .transform(({ id: number, ...rest }): ListedDocument => ({ ...rest, id: String(number), number }));

/** The maximum of the provider. */
const maxPerPage = 100;

/** Returns the page that reaches furthest of those that overlap what was read, by one document at least. Its size varies. */
export function pageAt(offset: number): Page {
  let best: Page = { page: 1, perPage: maxPerPage };
  for (let perPage = maxPerPage; perPage >= maxPerPage / 2; perPage--) {
    const page = Math.floor(Math.max(0, offset - 1) / perPage) + 1;
    if (page * perPage > best.page * best.perPage) best = { page, perPage };
  }
  return best;
}

/** A page of a hundred envelopes with very many recipients has some megabytes. */
const maxAnswerBytes = 50 * 1024 * 1024;

/** The names of the routes, from the newest version to the oldest. */
export const listRoutes = ['envelope', 'document', 'v1'] as const;

export type ListRoute = (typeof listRoutes)[number];

/** The first API has another name for the list. */
const documentsSchemas = {
  envelope: z.object({ data: boundedList(envelopeSchema), totalPages: z.number() }),
  document: z.object({ data: boundedList(documentSchema), totalPages: z.number() }),
  v1: z
    .object({ documents: boundedList(firstApiSchema), totalPages: z.number() })
    .transform(({ documents, totalPages }) => ({ data: documents, totalPages })),
};

/** Asks a route for one page. */
export async function askListRoute(
  requests: Requests,
  route: ListRoute,
  { folder, offset }: ListPlace,
  signal: AbortSignal,
): Promise<ListedDocuments> {
  const asked = pageAt(offset);
  const answer = await askForJson(requests, question(route, folder, asked), signal);
  const { data: documents, totalPages } = readAnswer(documentsSchemas[route], answer);
  return { documents, isLast: isLast(documents, asked.page, totalPages) };
}

/** Asks a route for the newest completed document, to see whether it answers. */
export async function askForOne(requests: Requests, route: ListRoute, signal: AbortSignal): Promise<void> {
  const answer = await askForJson(requests, question(route, null, { page: 1, perPage: 1 }), signal);
  readAnswer(documentsSchemas[route], answer);
}

function question(route: ListRoute, folder: string | null, { page, perPage }: Page): Question {
  const paging = `page=${page}&perPage=${perPage}`;
  // The first API has no filter, and names only what is in no folder.
  if (route === 'v1') return { version: 'v1', path: `documents?${paging}` };
  const inFolder = folder === null ? '' : `&folderId=${encodeURIComponent(folder)}`;
  const type = route === 'envelope' ? 'type=DOCUMENT&' : '';
  return {
    path: `${route}?${type}status=COMPLETED&orderByColumn=createdAt&orderByDirection=desc&${paging}${inFolder}`,
  };
}

/** Asks for JSON. */
async function askForJson({ ask }: Requests, asked: Question, signal: AbortSignal): Promise<unknown> {
  return responseJson(await ask(asked, signal), signal, maxAnswerBytes);
}

function isLast(documents: readonly unknown[], page: number, totalPages: number): boolean {
  return documents.length === 0 || page >= totalPages;
}

const foldersSchema = z.object({
  data: boundedList(z.object({ id: envelopeIdSchema, parentId: z.string().nullish() })),
  totalPages: z.number(),
});

/** One page of folders. */
export interface FolderPage {
  readonly folders: readonly { readonly id: string; readonly isNested: boolean }[];
  readonly isLast: boolean;
}

/** Asks for one page of folders: inside a folder, or without a parent. The newest versions then list all, nested ones too. */
export async function askForFolders(
  requests: Requests,
  { parent, page }: { readonly parent: string | null; readonly page: number },
  signal: AbortSignal,
): Promise<FolderPage> {
  const inParent = parent === null ? '' : `&parentId=${encodeURIComponent(parent)}`;
  const path = `folder?type=DOCUMENT&page=${page}&perPage=${maxPerPage}${inParent}`;
  const { data, totalPages } = readAnswer(foldersSchema, await askForJson(requests, { path }, signal));
  const folders = data.map(({ id, parentId }) => ({ id, isNested: typeof parentId === 'string' }));
  return { folders, isLast: isLast(data, page, totalPages) };
}
