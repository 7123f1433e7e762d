import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import { reconciliationPrefix } from '../../../lambda/contracts/object-keys';
import { eventId } from '../../../lambda/kit/event-id';
import { faultOf, type Fault } from '../../simulators/kit/faults';
import type { AwsCall } from '../faults/aws-call';
import { listKeys } from '../harness/observe/archive-bucket';
import { untilArchived } from '../harness/observe/envelope-events';
import { untilIdle } from '../harness/observe/queues';
import { startImport, startPasses } from '../harness/send/start-pass';
import { ageOrder } from './aged-orders';
import { armFailure, armLossBefore, armRow } from './arm-row';
import type { AwsRow } from './matrix-row';
import { own, type MatrixWorld } from './matrix-world';
import type { Play } from './played-row';
import type { RowEnvelope } from './row-envelope';
import type { PassScenario } from './scenario';

/** The provider's route with the list of envelopes. */
const listRouteOf = (provider: string) => (provider === 'kingsign' ? 'get-documents' : 'list');

/** Plays the scenarios in which a pass finds the envelope. */
export const passScenarios: Readonly<Record<PassScenario, Play>> = {
  pass,
  'unnamed-pass': pass,

  async 'first-pass'(world, row, one) {
    const { clients, stack } = world.sample;
    const Bucket = stack.archiveBucket;
    const marks = await listKeys(clients, Bucket, `${reconciliationPrefix(one.endpoint)}.passes/`);
    for (const Key of marks) await clients.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    return pass(world, row, one);
  },

  async 'second-pass'(world, row, one) {
    await startPasses(world.sample, 'full', [one.endpoint]);
    await untilArchived(world.sample, one.envelope.id, 120);
    await untilIdle(world.sample.clients, world.sample.stack, { seconds: 60 });
    return pass(world, row, one);
  },

  async 'pass-after-others'(world, row, one) {
    const [first] = one.envelope.webhooks();
    await world.sample.post(one.endpoint, first!);
    await untilIdle(world.sample.clients, world.sample.stack, { seconds: 60 });
    return pass(world, row, one);
  },

  async 'pass-lost-note'(world, row, one) {
    const isAfterLoss = armLossBefore(world, row.call, own(world, one));
    const armed = armRow(world, row, isAfterLoss);
    await startPasses(world.sample, 'full', [one.endpoint]);
    return { armed, statuses: [] };
  },

  async 'old-order'(world, row, one) {
    await plantOrder(world, one);
    return pass(world, row, one);
  },

  'pass-put-back': (world, row, one) => {
    armList(world, one, faultOf.serverError);
    return pass(world, row, one);
  },

  'refused-list-key': async (world, row, one) => {
    armList(world, one, faultOf.unauthorized);
    const { apiKeySecretArn = '' } = world.sample.stack.operatorOutput(one.endpoint);
    const isOwn = ({ target }: AwsCall) =>
      target === apiKeySecretArn || apiKeySecretArn.split(':').at(-1)!.startsWith(target);
    const armed = armRow(world, row, isOwn);
    await startPasses(world.sample, 'full', [one.endpoint]);
    return { armed, statuses: [] };
  },

  'failed-page': (world, row, one) => {
    const isList = ({ stage, operation }: AwsCall) => stage === 'reconcile' && operation === 'ListObjectsV2';
    armFailure(world, (call) => isList(call) && own(world, one)(call));
    return pass(world, row, one);
  },

  async import(world, row, one) {
    const armed = armRow(world, row, isOfPass(world, row, one));
    await startImport(world.sample, one.endpoint);
    return { armed, statuses: [] };
  },

  async 'dry-run'(world, row, one) {
    const armed = armRow(world, row, isOfPass(world, row, one));
    await startImport(world.sample, one.endpoint, { dryRun: true });
    await untilIdle(world.sample.clients, world.sample.stack, { seconds: 60 });
    await startPasses(world.sample, 'full', [one.endpoint]);
    return { armed, statuses: [] };
  },
};

async function pass(...[world, row, one]: Parameters<Play>) {
  const armed = armRow(world, row, isOfPass(world, row, one));
  await startPasses(world.sample, 'full', [one.endpoint]);
  return { armed, statuses: [] };
}

/** Some calls of a pass name the envelope, others only the endpoint. Those that name neither have the stage for themselves. */
function isOfPass(world: MatrixWorld, { call }: AwsRow, one: RowEnvelope): (call: AwsCall) => boolean {
  if (unnamed.has(call.operation)) return () => true;
  const namesEnvelope = own(world, one);
  if (/envelope|order|record|completion|note|job/.test(call.what) && !call.what.includes('all orders'))
    return namesEnvelope;
  return ({ text }) =>
    text.includes(`/${one.endpoint}/`) || text.includes(`\\"endpoint\\":\\"${one.endpoint}\\"`);
}

const unnamed: ReadonlySet<string> = new Set([
  'GetParameter',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
]);

function armList({ sample, switchboardOf }: MatrixWorld, { endpoint }: RowEnvelope, fault: Fault): void {
  const { provider } = sample.connected(endpoint).simulator;
  switchboardOf(provider).arm({ route: listRouteOf(provider), fault, times: 1 });
}

/** Stores the note of an order that brought nothing, and makes it look three days old. */
async function plantOrder({ sample }: MatrixWorld, { endpoint, envelope }: RowEnvelope): Promise<void> {
  const { clients, stack } = sample;
  const key = `${reconciliationPrefix(endpoint)}${envelope.id}/1.json`;
  const job: ArchiveJob = {
    version: 1,
    provider: sample.connected(endpoint).simulator.provider,
    endpoint,
    envelopeId: envelope.id,
    completionEventId: eventId(endpoint, ['planted', envelope.id]),
    foundBy: 'reconciliation',
    unreportedCompletion: {},
    firstSeenAt: new Date(Date.now() - 3 * 24 * 60 * 60 * 1_000).toISOString(),
    attempt: 0,
  };
  const Body = JSON.stringify({ version: 1, job });
  ageOrder(key);
  await clients.s3.send(new PutObjectCommand({ Bucket: stack.archiveBucket, Key: key, Body }));
}
