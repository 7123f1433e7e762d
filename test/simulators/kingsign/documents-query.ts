import type { SimulatedDocument } from './simulated-document';

/** The query of `GET_DOCUMENTS`, as far as it is simulated. */
export interface DocumentsQuery {
  readonly _id?: string | { readonly $gt?: string };
  readonly status?: string;
  readonly $sort?: { readonly _id?: number };
  readonly $limit?: number;
}

/** Which parts of the query for a list the instance obeys. Nobody documents it, so tests change it. */
export interface QueryBehaviour {
  status: boolean;
  /** `_id: { $gt }`. */
  after: boolean;
  sort: boolean;
  limit: boolean;
  /** Whether a query with an operator is an error. */
  refusesOperators: boolean;
}

/** The public code has no paging. Its database knows the filters. */
export const publicCode: QueryBehaviour = {
  status: true,
  after: true,
  sort: false,
  limit: false,
  refusesOperators: false,
};

/** Whether it is a query for a list, and not for one document by its id. */
export function isListQuery(query: DocumentsQuery | undefined): boolean {
  return typeof query?._id !== 'string';
}

/** Whether the query has an operator. */
export function hasOperators(query: DocumentsQuery = {}): boolean {
  return JSON.stringify(query).includes('"$');
}

/** Finds the documents of a query, in the order of the database: that in which they were made. */
export function findDocuments(
  documents: readonly SimulatedDocument[],
  behaviour: QueryBehaviour,
  { _id: id, status, $sort, $limit }: DocumentsQuery = {},
): readonly SimulatedDocument[] {
  if (typeof id === 'string') return documents.filter(({ _id }) => _id === id);
  const after = behaviour.after ? id?.$gt : undefined;
  const found = documents
    .filter((one) => !behaviour.status || status === undefined || one.status === status)
    .filter(({ _id }) => after === undefined || _id > after);
  const sorted = behaviour.sort && $sort ? found.sort((one, other) => (one._id < other._id ? -1 : 1)) : found;
  return behaviour.limit ? sorted.slice(0, $limit) : sorted;
}
