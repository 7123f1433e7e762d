import type { Stage } from '../faults/aws-call';
import type { PlantedFault } from '../../fuzz/planted-faults';
import type { Discrepancy } from './discrepancy';

/** A fault for the sources of the deployed functions, and the discrepancy that a storm must report. */
export interface StormPlant extends PlantedFault {
  /**
   * The deployment of this fault, together with others. No two faults of one deployment are reported with the same name and
   * word, and none hides another.
   */
  readonly deployment:
    'what is said' | 'what is done' | 'what is answered' | 'what is found' | 'what never comes';
  /** The stages whose functions contain the file. */
  readonly stages: readonly Stage[];
  readonly reportedAs: Discrepancy['name'];
  /** A word of the report. */
  readonly about?: string;
  /** Whether only passes make up for the fault: it is reported by a storm without them, and healed by the next one with them. */
  readonly isHealed?: true;
}

const everyBus: readonly Stage[] = ['publish', 'archive'];

/** The faults that a storm must report. Each leaves the end of most webhooks as it should be. */
export const stormPlants: Readonly<Record<string, StormPlant>> = {
  'a webhook acknowledged without its event, if its record exists': {
    deployment: 'what is done',
    stages: ['publish'],
    file: 'lambda/publish/record-webhook.ts',
    text: "if (recorded.metadata['delivery-id'] ===",
    instead: "if (recorded.metadata['delivery-id'] === 'planted' +",
    reportedAs: 'not-published',
  },
  'a bundle announced before its manifest': {
    deployment: 'what is done',
    stages: ['archive'],
    file: 'lambda/archive/archive-envelope.ts',
    text: 'await finishBundle(deps.bucket, identity.prefix, manifest)',
    instead: 'await announceEarly(deps, identity.prefix, manifest)',
    besides: `
import { sha256Hex as plantedDigest } from '../kit/hash';
import { archivedEvent as plantedEvent } from './archive-events';
async function announceEarly(deps, prefix, manifest) {
  const sha256 = plantedDigest(JSON.stringify(manifest, undefined, 2) + '\\n');
  const bundle = { manifest, key: prefix + 'manifest.json', sha256 };
  await deps.bus.publish(plantedEvent(bundle, { bucketName: deps.bucket.name, now: deps.now() }));
  return finishBundle(deps.bucket, prefix, manifest);
}`,
    reportedAs: 'published-early',
  },
  'a 200 for a body over 1 MiB that is stored nowhere': {
    deployment: 'what is done',
    stages: ['verify'],
    file: 'lambda/verify/store-webhook.ts',
    text: "return { outcome: 'unstored', queueError, error };",
    instead: "return fitsQueue ? { outcome: 'unstored', queueError, error } : { outcome: 'spooled' };",
    reportedAs: 'accepted-unstored',
  },
  'a 200 before the webhook is stored': {
    deployment: 'what is answered',
    stages: ['verify'],
    file: 'lambda/verify/verify-webhook.ts',
    text: '(await withinTime(timeLeftMs, () => storeWebhook(deps.stores, webhook)))',
    instead: "(void storeWebhook(deps.stores, webhook), { outcome: 'queued' })",
    reportedAs: 'accepted-unstored',
  },
  'some deliveries acknowledged without a look at them': {
    deployment: 'what is answered',
    stages: ['publish'],
    file: 'lambda/publish/publish-webhook.ts',
    text: 'const parsed = readWebhook(',
    instead: "if (webhook.deliveryId < '2') return;\n  const parsed = readWebhook(",
    reportedAs: 'delivery-dropped',
  },
  'a duplicate that queues no archive job': {
    deployment: 'what is done',
    stages: ['publish'],
    file: 'lambda/publish/publish-webhook.ts',
    text: 'const archiving = await queueArchiveJob(',
    instead: "const archiving = recorded.delivery === 'first' && await queueArchiveJob(",
    reportedAs: 'not-queued',
  },
  'a duplicate whose other content is not stored': {
    deployment: 'what is done',
    stages: ['publish'],
    file: 'lambda/publish/publish-webhook.ts',
    text: 'recorded.differs ?',
    instead: 'false ?',
    reportedAs: 'duplicate-lost',
  },
  'an event published ten times': {
    deployment: 'what is done',
    stages: everyBus,
    file: 'lambda/aws/event-bus.ts',
    text: '(client as EventBridgeClient).send(',
    instead: 'tenTimes(client,',
    besides: `
async function tenTimes(client, command) {
  for (let before = 0; before < 9; before++) await client.send(command);
  return client.send(command);
}`,
    reportedAs: 'published-often',
  },
  'each recipient.signed published as recipient.declined': {
    deployment: 'what is said',
    stages: everyBus,
    file: 'lambda/aws/event-bus.ts',
    text: 'const detail = signingEventSchema.parse(event);',
    instead: `const detail = signingEventSchema.parse(event);
      if (detail.type === 'recipient.signed') detail.type = 'recipient.declined';`,
    reportedAs: 'event-wrong',
    about: 'type',
  },
  'the source of another provider': {
    deployment: 'what is said',
    stages: everyBus,
    file: 'lambda/aws/event-bus.ts',
    text: 'Source: `esign.${detail.provider}`',
    instead: "Source: 'esign.sign-plus'",
    reportedAs: 'event-wrong',
    about: 'source',
  },
  'a confirmation by the word of a webhook': {
    deployment: 'what is said',
    stages: ['publish'],
    file: 'lambda/signing-events/webhook-event.ts',
    text: 'confirmed: false',
    instead: 'confirmed: true',
    reportedAs: 'event-wrong',
    about: 'confirmed',
  },
  'a higher authenticity than the proof has': {
    deployment: 'what is said',
    stages: ['publish'],
    file: 'lambda/signing-events/webhook-event.ts',
    text: 'authenticity: webhook.authenticity',
    instead: "authenticity: 'hmac-sha256'",
    reportedAs: 'event-wrong',
    about: 'authenticity',
  },
  'the first signer instead of the last': {
    deployment: 'what is said',
    stages: ['publish'],
    file: 'lambda/providers/documenso/recipients.ts',
    text: 'latestBy(recipients, ({ signingStatus, signedAt }) => (signingStatus === wanted ? signedAt : undefined)),',
    instead: 'recipients?.filter(({ signingStatus }) => signingStatus === wanted).slice(0, 1),',
    reportedAs: 'event-wrong',
    about: 'recipientId',
  },
  'an event with the digest of another file': {
    deployment: 'what is said',
    stages: ['archive'],
    file: 'lambda/signing-events/archive-events.ts',
    text: 'manifest: { key, sha256 },\n      files: listedIn(files),',
    instead: 'manifest: { key, sha256 },\n      files: files.map((file) => ({ ...file, sha256 })),',
    reportedAs: 'event-wrong',
    about: 'archive',
  },
  'an endpoint that is never ready, of a provider that sends once': {
    deployment: 'what never comes',
    stages: ['verify'],
    file: 'lambda/verify/verify-webhook.ts',
    text: 'const delivery = { deliveryId: deps.newDeliveryId(),',
    instead: `if (endpoint === 'kingsign-sales') return { outcome: 'unstored', error: new Error('planted') };
  const delivery = { deliveryId: deps.newDeliveryId(),`,
    reportedAs: 'not-archived',
    about: 'kingsign-sales',
    isHealed: true,
  },
  'a pass that orders nothing': {
    deployment: 'what is found',
    stages: ['reconcile'],
    file: 'lambda/reconcile/order-archiving.ts',
    text: 'await deps.archiveQueue(pass.archiveQueue).send(job);',
    instead: 'void job;',
    reportedAs: 'not-archived',
  },
  'a pass that orders what is archived': {
    deployment: 'what is found',
    stages: ['reconcile'],
    file: 'lambda/reconcile/check-envelope.ts',
    text: "if (isThere) return 'there';",
    instead: '',
    reportedAs: 'ordered-needlessly',
  },
};
