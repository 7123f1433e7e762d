import { passPageSchema, type PassPage } from '../../lambda/contracts/reconcile-message';
import { defined } from '../../lambda/kit/defined';

/** A message lives for 14 days in its queue, and the last page of a pass must come before. */
const maxDays = 13;

/** What an import is about. */
export interface ImportRequest {
  /** Unique. */
  readonly id: string;
  readonly endpoint: string;
  readonly archiveQueue: string;
  /** Absent: since the endpoint's first pass. */
  readonly since: string | undefined;
  readonly dryRun: boolean;
  readonly retry: boolean;
}

/** Makes the message that starts an import. */
export function importPass({ dryRun, retry, ...request }: ImportRequest, now: number): PassPage {
  const pass = defined({
    ...request,
    kind: 'import',
    startedAt: new Date(now).toISOString(),
    endsAt: new Date(now + maxDays * 24 * 3_600_000).toISOString(),
    dryRun: dryRun || undefined,
    retry: retry || undefined,
  });
  return passPageSchema.parse({ version: 1, pass });
}
