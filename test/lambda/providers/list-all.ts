import type {
  EnvelopeLister,
  EnvelopeListing,
  EnvelopePage,
} from '../../../lambda/providers/envelope-lister';

/** Makes the lister of a simulated provider, or of answers that a test makes. */
export function listerAt(
  listing: EnvelopeListing,
  { apiUrl, apiKey }: { readonly apiUrl: string; readonly apiKey: string },
  ask: typeof fetch = fetch,
): EnvelopeLister {
  const apiKeys = () => Promise.resolve([{ stage: 'current' as const, value: apiKey }]);
  return listing.makeLister({ apiUrl }, { fetch: ask, apiKeys });
}

export const signal = () => new AbortController().signal;

/** Lists all pages, or the first `maxPages` of a list that has no end. */
export async function listAll(
  lister: EnvelopeLister,
  { maxPages, createdSince }: { readonly maxPages: number; readonly createdSince?: Date },
) {
  const pages: EnvelopePage[] = [];
  let cursor: EnvelopePage['next'];
  do {
    const query = { ...(cursor !== undefined && { cursor }), ...(createdSince && { createdSince }) };
    const page = await lister.listCompleted(query, signal());
    pages.push(page);
    cursor = page.next;
  } while (cursor !== undefined && pages.length < maxPages);
  const envelopes = pages.flatMap((page) => page.envelopes);
  return {
    pages,
    envelopes,
    ids: envelopes.map(({ id }) => id),
    skipped: pages.some(({ mayHaveSkipped }) => mayHaveSkipped),
  };
}
