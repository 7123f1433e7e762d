import { logMessages } from '../contracts/log-messages';
import type { PassPage, PassPlace } from '../contracts/reconcile-message';
import { delayLeftSeconds, longDelay } from '../kit/long-delay';
import { PermanentFailure } from '../kit/permanent-failure';
import { retryDelaySeconds } from '../kit/retry-delay';
import { ProviderApiError } from '../provider-http/provider-api-error';
import { isKeyUnusable } from '../provider-http/with-api-key';
import { beginPass } from './begin-pass';
import { checkList } from './check-list';
import { checkOrders } from './check-orders';
import { endPass, finishPass } from './end-pass';
import { reportPage } from './report-page';
import { noCounts } from './pass-counts';
import type { ReconciledEndpoint, RunDeps } from './reconcile-deps';

/** A page of a pass that has begun. */
export type BegunPage = PassPage & Required<Pick<PassPage, 'place' | 'counts'>>;

/** A page that was handled, and where the pass goes on. */
export interface HandledPage extends Pick<BegunPage, 'pass' | 'counts'> {
  /** `undefined` at the end of the list. */
  readonly place: PassPlace | undefined;
  /** The time to wait before: an archive queue has no space for the jobs of an import. */
  readonly delaySeconds?: number;
}

/**
 * Runs one page of a pass, and queues the next one. If the process dies, the page comes again and finds what was ordered.
 *
 * @throws Error for an AWS fault: SQS delivers the message again
 */
export async function runPage(deps: RunDeps, page: PassPage): Promise<void> {
  const now = deps.now();
  const endpoint = deps.endpoints.get(page.pass.endpoint);
  if (!endpoint) return endPass(deps, page, { outcome: 'refused', reason: 'endpoint-not-deployed' });
  // The successor is due. Otherwise passes would pile up behind a provider that is down.
  if (now >= new Date(page.pass.endsAt)) return endPass(deps, page, { outcome: 'unfinished' });
  const delaySeconds = delayLeftSeconds(page.notBefore, now);
  if (delaySeconds !== undefined) return send(deps, page, delaySeconds);
  try {
    await goOn(deps, await handlePage(deps, endpoint, page));
  } catch (error) {
    if (error instanceof ProviderApiError) return waitForProvider(deps, page, error);
    if (!(error instanceof PermanentFailure)) throw error;
    return endPass(deps, page, { outcome: 'refused', reason: error.reason, error });
  }
}

async function handlePage(deps: RunDeps, endpoint: ReconciledEndpoint, page: PassPage): Promise<HandledPage> {
  const { pass, place, counts = noCounts } = page;
  if (!place) return { ...(await beginPass(deps, pass)), counts };
  const begun = { ...page, place, counts };
  return 'orders' in place
    ? checkOrders(deps, endpoint, begun, place.orders.after)
    : checkList(deps, endpoint, begun, place.list);
}

async function goOn(deps: RunDeps, handled: HandledPage): Promise<void> {
  const { pass, counts, place, delaySeconds } = handled;
  if (!place) return finishPass(deps, pass, counts);
  reportPage(deps.telemetry, pass, counts);
  await send(deps, { version: 1, pass, place, counts }, delaySeconds);
}

async function waitForProvider(deps: RunDeps, page: PassPage, error: ProviderApiError): Promise<void> {
  const { telemetry, random } = deps;
  const { endpoint, id: passId, kind } = page.pass;
  const attempt = (page.attempt ?? 0) + 1;
  const { reason, details } = error;
  const seconds = Math.max(retryDelaySeconds(attempt, random), details.retryAfterSeconds ?? 0);
  const { delaySeconds, notBefore } = longDelay(seconds, deps.now());
  await send(deps, { ...page, attempt, notBefore }, delaySeconds);
  if (isKeyUnusable(reason)) telemetry.count('ApiKeyUnusable', endpoint);
  const fields = { endpoint, passId, kind, attempt, reason, delaySeconds };
  telemetry.warn(logMessages.passHasToWait, fields, error);
}

function send(deps: RunDeps, page: PassPage, delaySeconds?: number): Promise<void> {
  return deps.pages.send(page, {
    groupId: page.pass.endpoint,
    ...(delaySeconds !== undefined && { delaySeconds }),
  });
}
