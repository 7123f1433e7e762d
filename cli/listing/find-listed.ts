import { PermanentFailure } from '../../lambda/kit/permanent-failure';
import { ProviderApiError } from '../../lambda/provider-http/provider-api-error';
import type { CompletedEnvelope, EnvelopeLister, EnvelopePage } from '../../lambda/providers/envelope-lister';
import type { Stopwatch } from '../poll';
import { reasonInWords } from '../reasons';

/** How far to read a list. */
export interface FindLimits {
  /** Milliseconds, from the stopwatch's beginning. */
  readonly untilMs: number;
  /** The number of matches after which nothing more is read. */
  readonly maxMatches: number;
}

/** What was found in a list. */
export interface FoundInList {
  readonly matches: readonly CompletedEnvelope[];
  /** How many completed envelopes were looked at. */
  readonly looked: number;
  /** Why the list was not read to its end, in words. Absent: it was. */
  readonly stopped?: string;
  /** Whether it was read to its end, or has enough matches. */
  readonly isDone: boolean;
}

/** The dependencies of reading a list. */
export interface FindDeps {
  readonly lister: EnvelopeLister;
  readonly isMatch: (envelope: CompletedEnvelope) => boolean;
  readonly watch: Stopwatch;
  /** Called after each page with the number of completed envelopes on it, and of matches among them. */
  readonly onPage: (looked: number, matches: number) => void;
}

/** Reads a provider's list page by page, and returns what matches. A failure ends it, with what was found before. */
export async function findListed(deps: FindDeps, limits: FindLimits): Promise<FoundInList> {
  const matches = new Map<string, CompletedEnvelope>();
  const seen = new Set<string>();
  const found = (rest: Pick<FoundInList, 'stopped' | 'isDone'>): FoundInList => ({
    matches: [...matches.values()].slice(0, limits.maxMatches),
    looked: seen.size,
    ...rest,
  });
  let next: EnvelopePage['next'];
  do {
    const page = await askForPage(deps, next, limits);
    if (typeof page === 'string') return found({ stopped: page, isDone: false });
    const before = [seen.size, matches.size] as const;
    for (const envelope of page.envelopes) {
      seen.add(envelope.id);
      if (deps.isMatch(envelope)) matches.set(envelope.id, envelope);
    }
    deps.onPage(seen.size - before[0], matches.size - before[1]);
    if (matches.size >= limits.maxMatches) return found({ stopped: tooMany(limits), isDone: true });
    next = page.next;
  } while (next !== undefined);
  return found({ isDone: true });
}

const tooMany = ({ maxMatches }: FindLimits) =>
  `the first ${maxMatches} matches are shown: give more of the text, or a larger --limit`;

const timeOver = 'the time is over: give more minutes with --for';

const maxPageMs = 60_000;
const maxTries = 4;

/** Asks for one page, again if that can help. Otherwise returns, in words, why no page came. */
async function askForPage(
  { lister, watch }: FindDeps,
  cursor: EnvelopePage['next'],
  { untilMs }: FindLimits,
): Promise<EnvelopePage | string> {
  for (let tries = 1; ; tries++) {
    const leftMs = untilMs - watch.elapsedMs();
    if (leftMs <= 0) return timeOver;
    try {
      const signal = AbortSignal.timeout(Math.ceil(Math.min(leftMs, maxPageMs)));
      return await lister.listCompleted(cursor === undefined ? {} : { cursor }, signal);
    } catch (error) {
      const waitMs = waitAfter(error, tries);
      if (waitMs === undefined || tries === maxTries) return reasonInWords(reasonOf(error));
      if (waitMs >= untilMs - watch.elapsedMs()) return `${timeOver}; ${reasonInWords(reasonOf(error))}`;
      await watch.sleep(waitMs);
    }
  }
}

/** The failures that may be over soon. */
const passing: ReadonlySet<string> = new Set([
  'rate-limited',
  'server-error',
  'timed-out',
  'unreachable',
  'cut-off',
]);

/** Returns how long to wait before the next try; `undefined` if none can help. */
function waitAfter(error: unknown, tries: number): number | undefined {
  if (!(error instanceof ProviderApiError) || !passing.has(error.reason)) return undefined;
  return (error.details.retryAfterSeconds ?? 2 ** tries) * 1_000;
}

/** Throws what is neither the provider's fault nor that of its list. */
function reasonOf(error: unknown): string {
  if (error instanceof ProviderApiError) return error.reason;
  if (error instanceof PermanentFailure) return error.reason;
  throw error;
}
