import { envelopeAnswer } from './answers';
import type { DocumensoEnvelope } from './simulated-envelope';

/** A folder for documents. */
export interface SimulatedFolder {
  readonly id: string;
  readonly parentId: string | null;
}

interface Page {
  readonly page: number;
  readonly perPage: number;
}

/** The page that a query asks for. The provider has at most 100 on a page, and 10 by default. */
function pageOf(query: URLSearchParams): Page {
  const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
  return { page: number('page', 1), perPage: Math.min(100, number('perPage', 10)) };
}

function onPage<Item>(items: readonly Item[], { page, perPage }: Page) {
  const data = items.slice((page - 1) * perPage, page * perPage);
  return {
    data,
    count: items.length,
    currentPage: page,
    perPage,
    totalPages: Math.ceil(items.length / perPage),
  };
}

/** Those that a list may name: in the folder that was asked for, with the status that was asked for, newest first. */
function listed(envelopes: readonly DocumensoEnvelope[], query: URLSearchParams) {
  const folder = query.get('folderId');
  const status = query.get('status');
  return envelopes
    .filter((one) => one.folder === folder && (!status || statusOf(one) === status))
    .sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
}

const statusOf = ({ completed }: DocumensoEnvelope) => (completed ? 'COMPLETED' : 'PENDING');

/** The answer of the list of envelopes: no items, and the recipients with their tokens. */
export function envelopeListAnswer(envelopes: readonly DocumensoEnvelope[], search: string) {
  const query = new URLSearchParams(search);
  const page = onPage(listed(envelopes, query), pageOf(query));
  return {
    ...page,
    data: page.data.map((one) => ({
      ...envelopeAnswer(one),
      envelopeItems: undefined,
      folderId: one.folder,
    })),
  };
}

/** The answer of the list of documents, until envelopes could be listed. */
export function documentListAnswer(envelopes: readonly DocumensoEnvelope[], search: string) {
  const query = new URLSearchParams(search);
  const page = onPage(listed(envelopes, query), pageOf(query));
  const data = page.data.map((one) => ({
    ...envelopeAnswer(one),
    id: one.number,
    envelopeId: one.id,
    secondaryId: undefined,
    envelopeItems: undefined,
  }));
  return { ...page, data };
}

/** The answer of the first API's list: every document of any status, in any folder. */
export function firstListAnswer(envelopes: readonly DocumensoEnvelope[], search: string) {
  const { page, perPage } = pageOf(new URLSearchParams(search));
  const all = [...envelopes].sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  const { data, totalPages } = onPage(all, { page, perPage });
  const documents = data.map((one) => ({
    id: one.number,
    title: one.title,
    status: statusOf(one),
    createdAt: one.createdAt,
    updatedAt: one.completedAt,
    completedAt: one.completed ? one.completedAt : null,
  }));
  return { documents, totalPages };
}

/** The answer of the list of folders. Without a parent it has all of them, nested ones too. */
export function foldersAnswer(folders: readonly SimulatedFolder[], search: string) {
  const query = new URLSearchParams(search);
  const parent = query.get('parentId');
  return onPage(
    folders.filter(({ parentId }) => parent === null || parentId === parent),
    pageOf(query),
  );
}
