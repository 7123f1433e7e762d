import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { claimKey } from '../../../lambda/contracts/object-keys';
import { defined } from '../../../lambda/kit/defined';
import { faultOf } from '../../simulators/kit/faults';
import type { AwsCall } from '../faults/aws-call';
import { functionsOf } from '../faults/connect-fault-layer';
import type { ArmedFault } from '../faults/fault-layer';
import { untilArchived } from '../harness/observe/envelope-events';
import { addEnvironment } from '../harness/change/function-environment';
import { listKeys } from '../harness/observe/archive-bucket';
import { waitFor } from '../harness/observe/wait-for';
import { armFailure, armLossBefore, armRow } from './arm-row';
import { intakeUrl, expiredJob, sendJob } from './expired-job';
import { own, type MatrixWorld } from './matrix-world';
import type { Play, PlayedScenario } from './played-row';
import { makeRecordOlder } from './older-record';
import { passScenarios } from './play-pass';
import { deliverCompletion, type RowEnvelope } from './row-envelope';
import type { Scenario } from './scenario';

/** Plays each scenario. */
export const scenarios: Readonly<Record<Scenario, Play>> = {
  ...passScenarios,

  completion: (world, row, one) => deliverArmed(world, one, armRow(world, row, own(world, one))),

  large: async (world, row, one) => {
    const armed = armRow(world, row, own(world, one));
    return { armed, statuses: await deliverCompletion(world, one, 'large') };
  },

  'queue-down': (world, row, one) => {
    armFailure(world, (call) => isVerifierSending(call) && own(world, one)(call));
    return deliverArmed(world, one, armRow(world, row, own(world, one)));
  },

  async again(world, row, one) {
    await deliverCompletion(world, one);
    await untilArchived(world.sample, one.envelope.id, 120);
    return deliverArmed(world, one, armRow(world, row, own(world, one)));
  },

  async differing(world, row, one) {
    await deliverCompletion(world, one);
    await untilArchived(world.sample, one.envelope.id, 120);
    const armed = armRow(world, row, own(world, one));
    return { armed, statuses: await deliverCompletion(world, one, 'differing') };
  },

  async 'older-record'(world, row, one) {
    await deliverCompletion(world, one);
    await untilArchived(world.sample, one.envelope.id, 120);
    await makeRecordOlder(world, one);
    const armed = armRow(world, row, own(world, one));
    return { armed, statuses: await deliverCompletion(world, one, 'differing') };
  },

  'lost-before': (world, row, one) => {
    const isAfterLoss = armLossBefore(world, row.call, own(world, one));
    return deliverArmed(world, one, armRow(world, row, isAfterLoss));
  },

  'put-back': (world, row, one) => {
    armProvider(world, one, faultOf.serverError);
    return deliverArmed(world, one, armRow(world, row, own(world, one)));
  },

  'lost-claim': (world, row, one) => {
    armProvider(world, one, faultOf.serverError);
    const isAfterLoss = armLossBefore(world, row.call, own(world, one));
    return deliverArmed(world, one, armRow(world, row, isAfterLoss));
  },

  async folded(world, row, one) {
    const { provider } = world.sample.connected(one.endpoint).simulator;
    const { envelope } = one;
    const down = world.switchboardOf(provider).arm({ envelope, fault: faultOf.serverError, times: Infinity });
    await deliverCompletion(world, one);
    await untilClaimed(world.sample, one);
    const played = await deliverArmed(world, one, armRow(world, row, own(world, one)));
    await waitFor(() => played.armed.fired() > 0, { what: 'a second job to be folded', seconds: 60 });
    down.disarm();
    return played;
  },

  'not-before': (world, row, one) => {
    // More than twice the longest delay of SQS: the job comes too early and must be delayed once more.
    armProvider(world, one, faultOf.rateLimited('2000'));
    return deliverArmed(world, one, armRow(world, row, own(world, one)));
  },

  'awaiting-files': (world, row, one) => {
    armProvider(world, one, faultOf.notFound, 'certificate');
    return deliverArmed(world, one, armRow(world, row, own(world, one)));
  },

  async 'given-up'(world, row, one) {
    const { provider } = world.sample.connected(one.endpoint).simulator;
    world.switchboardOf(provider).arm({ ...one, fault: faultOf.serverError, times: Infinity });
    const armed = armRow(world, row, own(world, one));
    await sendJob(world.sample, expiredJob(provider, one));
    return { armed, statuses: [] };
  },

  async incomplete(world, row, one) {
    const armed = armRow(world, row, own(world, one));
    await giveUpInPart(world, one);
    return { armed, statuses: [] };
  },

  async 'lost-list'(world, row, one) {
    const isAfterLoss = armLossBefore(world, row.call, own(world, one));
    const armed = armRow(world, row, isAfterLoss);
    await giveUpInPart(world, one);
    return { armed, statuses: [] };
  },

  'failed-event': (world, row, one) => {
    const { stage } = row.call;
    armFailure(
      world,
      (call) => call.stage === stage && call.operation === 'PutEvents' && own(world, one)(call),
    );
    // A receipt handle names no envelope. So the row has its queue for itself.
    const isOwnQueue = (call: AwsCall) => stage === 'publish' || call.target.includes('DocumensoLone');
    return deliverArmed(world, one, armRow(world, row, isOwnQueue));
  },

  async sweep(world, row, one) {
    const statuses = await deliverCompletion(world, one, 'large');
    const armed = armRow(world, row, () => true);
    const { clients, stack } = world.sample;
    const MessageBody = JSON.stringify({ version: 1, sweepSpool: true });
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: intakeUrl(stack), MessageBody }));
    return { armed, statuses };
  },

  async cold(world, row, one) {
    const { clients, stack } = world.sample;
    const name = functionsOf(stack, 'verify').find((each) => each.includes('DocumensoLone'))!;
    const armed = armRow(world, row, isSecretOf(stack.operatorOutput(one.endpoint).webhookSecretArn));
    await addEnvironment(clients, name, { STARTED_FOR: one.envelope.id });
    return deliverArmed(world, one, armed);
  },

  'refused-key': (world, row, one) => {
    armProvider(world, one, faultOf.unauthorized);
    const { apiKeySecretArn = '' } = world.sample.stack.operatorOutput(one.endpoint);
    return deliverArmed(world, one, armRow(world, row, isSecretOf(apiKeySecretArn)));
  },
};

/** Sends a job older than 48 hours for an envelope of which one file cannot be had. */
async function giveUpInPart(world: MatrixWorld, one: RowEnvelope): Promise<void> {
  const { provider } = world.sample.connected(one.endpoint).simulator;
  const at = { ...one, fault: faultOf.html, times: Infinity, route: 'master-file' };
  world.switchboardOf(provider).arm(at);
  await sendJob(world.sample, expiredJob(provider, one));
}

/** Waits until a job holds the envelope's claim. */
async function untilClaimed(
  { clients, stack }: MatrixWorld['sample'],
  { endpoint, envelope }: RowEnvelope,
): Promise<void> {
  const names = [envelope.id, envelope.reportedAs ?? envelope.id];
  const isClaimed = async () => {
    const keys = await listKeys(clients, stack.claimsBucket, `${endpoint}/`);
    return keys.some((key) => names.some((name) => key === claimKey(endpoint, name)));
  };
  await waitFor(isClaimed, { what: 'a job to claim the envelope', seconds: 60 });
}

async function deliverArmed(
  world: MatrixWorld,
  one: RowEnvelope,
  armed: ArmedFault,
): Promise<PlayedScenario> {
  return { armed, statuses: await deliverCompletion(world, one) };
}

function armProvider(
  { sample, switchboardOf }: MatrixWorld,
  { endpoint, envelope }: RowEnvelope,
  fault: Parameters<ReturnType<MatrixWorld['switchboardOf']>['arm']>[0]['fault'],
  route?: string,
): void {
  const { provider } = sample.connected(endpoint).simulator;
  switchboardOf(provider).arm(defined({ envelope, fault, times: 1, route }));
}

const isVerifierSending = ({ stage, operation }: AwsCall) =>
  stage === 'verify' && operation === 'SendMessage';

/** Checks whether a call is about a secret. The emulator sometimes uses the secret's name instead of its ARN. */
export const isSecretOf = (arn: string) => (call: AwsCall) =>
  call.target === arn || arn.split(':').at(-1)!.startsWith(call.target);
