import type { CompletedEnvelope, EnvelopePage, ListQuery } from '../../../lambda/providers/envelope-lister';

/** A provider's list with given envelopes. */
export function scriptedLister() {
  const queries: ListQuery[] = [];
  const script = {
    envelopes: [] as readonly CompletedEnvelope[],
    pageSize: 100,
    /** Called before each answer: it may throw. */
    onQuery: undefined as ((query: ListQuery) => void) | undefined,
    /** What each page has besides. */
    more: {} as Partial<EnvelopePage>,
  };

  return {
    script,
    queries,
    async listCompleted(query: ListQuery): Promise<EnvelopePage> {
      queries.push(query);
      script.onQuery?.(query);
      const begin = Number(query.cursor ?? 0);
      const end = begin + script.pageSize;
      const envelopes = script.envelopes.slice(begin, end);
      return { envelopes, ...(end < script.envelopes.length && { next: end }), ...script.more };
    },
  };
}

/** An envelope of the list that completed then. Its list has what makes the key of its webhook's event. */
export function completed(
  id: string,
  completedAt: Date,
  more: Partial<CompletedEnvelope> = {},
): CompletedEnvelope {
  const time = completedAt.toISOString();
  return { id, createdAt: time, completedAt: time, completionKey: ['completed', id, time], ...more };
}
