import type { PassPlace } from '../contracts/reconcile-message';
import type { JsonValue } from '../kit/json';
import type { CompletedEnvelope, EnvelopePage, ListQuery } from '../providers/envelope-lister';
import { checkEnvelope } from './check-envelope';
import type { OrderingPage } from './order-archiving';
import { addSeen } from './pass-counts';
import type { ReconciledEndpoint, RunDeps } from './reconcile-deps';
import { makeQueueSpace } from './queue-space';
import type { BegunPage, HandledPage } from './run-page';

type ListPlace = Extract<PassPlace, { readonly list: unknown }>['list'];

/** Asks the provider for one page of its list, and checks each envelope on it. */
export async function checkList(
  deps: RunDeps,
  endpoint: ReconciledEndpoint,
  { pass, counts }: BegunPage,
  place: ListPlace,
): Promise<HandledPage> {
  const listed = await askForPage(deps, endpoint, { pass, place });
  reportUnusable(deps, endpoint.name, listed);
  const page = { pass, endpoint, orderId: `${pass.id}.${place.page}` };
  const checked = await checkAll(deps, page, notHandled(listed, place), counts);
  const nextPass = listed.mayHaveSkipped ? { ...pass, mayHaveSkipped: true as const } : pass;
  if (!checked.stopped) {
    const next = listed.next === undefined ? undefined : { cursor: listed.next, page: place.page + 1 };
    return { pass: nextPass, counts: checked.counts, place: next && { list: next } };
  }
  const handled = [...(place.handled ?? []), ...checked.handled];
  const delaySeconds = checked.stopped === 'no-space' ? deps.limits.importWaitSeconds : 0;
  return { pass, counts: checked.counts, place: { list: { ...place, handled } }, delaySeconds };
}

async function askForPage(
  { now, limits, remainingMs }: RunDeps,
  { lister, cutsRecent }: ReconciledEndpoint,
  { pass, place }: { readonly pass: OrderingPage['pass']; readonly place: ListPlace },
): Promise<EnvelopePage> {
  const isCut = pass.kind === 'recent' && cutsRecent;
  const createdSince = isCut ? new Date(now().getTime() - limits.lookbackMs) : undefined;
  const query: ListQuery = {
    ...(place.cursor !== undefined && { cursor: place.cursor as JsonValue }),
    ...(createdSince && { createdSince }),
  };
  const timeoutMs = Math.min(limits.listTimeoutMs, remainingMs() - limits.marginMs);
  return lister.listCompleted(query, AbortSignal.timeout(Math.max(timeoutMs, 1)));
}

/** A list may name an envelope twice, and an earlier run may have handled a part of this page. */
function notHandled({ envelopes }: EnvelopePage, { handled = [] }: ListPlace): readonly CompletedEnvelope[] {
  const seen = new Set(handled);
  return envelopes.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Checks the envelopes, some at the same time, until the time or the space in the queue is used up. */
async function checkAll(
  deps: RunDeps,
  page: OrderingPage,
  envelopes: readonly CompletedEnvelope[],
  before: BegunPage['counts'],
) {
  const { limits, remainingMs } = deps;
  const space = await makeQueueSpace(deps, page.pass);
  const handled: string[] = [];
  let counts = before;
  for (let first = 0; first < envelopes.length; first += limits.concurrency) {
    if (remainingMs() < limits.marginMs) return { counts, handled, stopped: 'out-of-time' as const };
    const chunk = envelopes.slice(first, first + limits.concurrency);
    const seen = await Promise.all(
      chunk.map(async (envelope) => ({
        id: envelope.id,
        seen: await checkEnvelope(deps, page, envelope, space),
      })),
    );
    for (const one of seen) {
      if (one.seen === 'no-space') continue;
      counts = addSeen(counts, one.seen);
      handled.push(one.id);
    }
    if (handled.length < first + chunk.length) return { counts, handled, stopped: 'no-space' as const };
  }
  return { counts, handled, stopped: undefined };
}

function reportUnusable({ telemetry }: RunDeps, endpoint: string, { unusable = 0 }: EnvelopePage): void {
  if (unusable > 0) telemetry.warn('listed envelopes have ids that cannot be used', { endpoint, unusable });
}
