import { putJsonOnce } from '../aws/json-object';
import type { ArchiveJob } from '../contracts/archive-job';
import type { FoundBy } from '../contracts/found-by';
import { logMessages } from '../contracts/log-messages';
import type { OrderNote } from '../contracts/order-note';
import type { Pass } from '../contracts/reconcile-message';
import { defined } from '../kit/defined';
import { orderKey } from '../contracts/order-keys';
import type { ReconciledEndpoint, RunDeps } from './reconcile-deps';

/** The page that orders: its pass, and an id that each of its orders has. */
export interface OrderingPage {
  readonly pass: Pass;
  readonly endpoint: ReconciledEndpoint;
  readonly orderId: string;
}

/** What is ordered. */
export interface Order extends Pick<OrderNote, 'completedAt'> {
  readonly envelopeId: string;
  /** How often the envelope will have been ordered. */
  readonly number: number;
  readonly completionEventId: string;
  readonly foundBy: FoundBy;
  readonly unreportedCompletion: ArchiveJob['unreportedCompletion'];
}

const orderIdKey = 'order-id';

/**
 * Orders the archiving of an envelope: first the note, then the job. If the process dies between the two, the page comes
 * again, finds its own note and sends the job. Returns whether it was ordered: another page may have been faster.
 */
export async function orderArchiving(deps: RunDeps, page: OrderingPage, order: Order): Promise<boolean> {
  const { pass } = page;
  if (!pass.dryRun && !(await writeAndSend(deps, page, order))) return false;
  const { envelopeId, number, unreportedCompletion } = order;
  const fields = { endpoint: pass.endpoint, envelopeId, passId: pass.id, kind: pass.kind, number };
  const webhookMissed = unreportedCompletion !== undefined;
  deps.telemetry.info(logMessages.archivingOrdered, { ...fields, webhookMissed, dryRun: pass.dryRun });
  return true;
}

async function writeAndSend(deps: RunDeps, page: OrderingPage, order: Order): Promise<boolean> {
  const { pass, endpoint, orderId } = page;
  const job = archiveJob(page, order, deps.now());
  const key = orderKey(endpoint.name, order.envelopeId, order.number);
  const note: OrderNote = defined({ version: 1, job, completedAt: order.completedAt });
  const stored = await putJsonOnce(deps.bucket, key, note, { [orderIdKey]: orderId });
  // The answer of our own put may have been lost, and the client has put it again.
  if (stored === undefined && (await orderWriter(deps, page, order)) !== 'this-page') return false;
  await deps.archiveQueue(pass.archiveQueue).send(job);
  return true;
}

function archiveJob({ endpoint, orderId }: OrderingPage, order: Order, now: Date): ArchiveJob {
  return defined({
    version: 1,
    provider: endpoint.provider,
    endpoint: endpoint.name,
    envelopeId: order.envelopeId,
    completionEventId: order.completionEventId,
    orderId,
    foundBy: order.foundBy,
    unreportedCompletion: order.unreportedCompletion,
    firstSeenAt: now.toISOString(),
    attempt: 0,
  });
}

/** Returns who has written the note of an order. */
export async function orderWriter(
  { bucket }: Pick<RunDeps, 'bucket'>,
  { endpoint, orderId, pass }: OrderingPage,
  { envelopeId, number }: Pick<Order, 'envelopeId' | 'number'>,
): Promise<'this-page' | 'this-pass' | 'other-pass'> {
  const note = await bucket.describe(orderKey(endpoint.name, envelopeId, number));
  const writer = note?.metadata[orderIdKey];
  if (writer === orderId) return 'this-page';
  return writer?.startsWith(`${pass.id}.`) ? 'this-pass' : 'other-pass';
}
