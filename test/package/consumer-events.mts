// A consumer Lambda of a user of the package. The test compiles it under the strictest flags, and runs it.
import type { EventBridgeEvent, SQSEvent } from 'aws-lambda';
import {
  isKnownSigningEvent,
  parseSigningEvent,
  SigningEventUnreadable,
  type ArchivedFile,
  type EnvelopeArchivedEvent,
  type SigningEvent,
  type SigningEventBridgeEvent,
  type SigningEventOf,
  type SigningEventType,
} from 'cdk-esign-webhooks/events';
import { signingEventSchema, unknownSigningEventSchema } from 'cdk-esign-webhooks/events/zod';

/** What is sure about each event, by its type. */
export function describeEvent(event: SigningEvent): string {
  switch (event.type) {
    case 'envelope.archived': {
      const files: ArchivedFile[] = event.archive.files ?? [];
      // @ts-expect-error the list may have no first file
      const first: ArchivedFile = files[0];
      return `${event.archive.manifest.key} ${String(first?.size)}`;
    }
    case 'envelope.archive-failed':
      return event.problem.toUpperCase();
    case 'document.completed':
      return event.document.id + event.record.key + event.authenticity;
    case 'envelope.completed':
      // @ts-expect-error a completion that no webhook reported has no record
      return event.record.key;
    case 'provider.event':
      // @ts-expect-error an unreadable webhook has no envelope
      return event.envelope.id;
    default:
      // @ts-expect-error the body may not show who signed
      void event.recipient.id;
      return event.envelope.id + event.providerEvent;
  }
}

/** What does not compile, for the compiler to find. */
export function mistakes(event: SigningEvent): void {
  // @ts-expect-error the type is not narrowed
  void event.archive;
  // @ts-expect-error a misspelt field
  void event.recievedAt;
  // @ts-expect-error a misspelt type
  void (event.type === 'envelope.archive');
  if (event.type !== 'envelope.archived') return;
  // @ts-expect-error a misspelt field of a part
  void event.archive.manifest.sha1;
  // @ts-expect-error an archived bundle comes from no webhook
  void event.authenticity;
  // @ts-expect-error optional fields are absent, and never undefined
  const absent: EnvelopeArchivedEvent = { ...event, foundBy: undefined };
  // @ts-expect-error a misspelt field of an event that a test makes
  const made: EnvelopeArchivedEvent = { ...event, archived: event.archive };
  void [absent, made];
}

/** A value of a later version fits: a provider, a role, a kind of proof. */
export const later = {
  provider: 'new-sign',
  authenticity: 'new-proof',
} satisfies Pick<SigningEventOf<'envelope.sent'>, 'provider' | 'authenticity'>;

/** A switch over all types ends with `never`. */
export function count(event: SigningEventOf<'template.used' | 'envelope.archived'>): number {
  if (event.type === 'template.used') return 1;
  if (event.type === 'envelope.archived') return event.archive.fileCount;
  return event satisfies never;
}

/** The target of a rule: EventBridge's own type and ours fit both ways. */
export function onEvent(event: EventBridgeEvent<SigningEventType, SigningEvent>): string {
  const parsed = parseSigningEvent(event);
  // @ts-expect-error the type may be one that this version does not know
  if (parsed.type === 'envelope.archived') void parsed.archive;
  return isKnownSigningEvent(parsed) ? describeEvent(parsed) : `${parsed.type} at ${parsed.endpoint}`;
}

/** The target of a rule that selects one type. */
export const onArchived = (event: SigningEventBridgeEvent<EnvelopeArchivedEvent>): string =>
  onEvent(event) + event.detail.archive.revision + event['detail-type'];

/** A queue that a rule sends to. */
export const onMessages = ({ Records }: SQSEvent): string[] =>
  Records.map(({ body }) => parseSigningEvent(body).id);

/** Those who have zod. */
export const withZod = (given: unknown): string => {
  const { success, data } = signingEventSchema.safeParse(given);
  if (!success) return unknownSigningEventSchema.parse(given).type;
  return data.type === 'envelope.archived' ? data.archive.revision : data.endpoint;
};

const detail: EnvelopeArchivedEvent = {
  version: 1,
  id: 'ab'.repeat(32),
  type: 'envelope.archived',
  provider: 'documenso',
  endpoint: 'leases',
  confirmed: true,
  receivedAt: '2026-11-21T10:00:00Z',
  envelope: { id: 'envelope_1' },
  archive: {
    bucket: 'archive',
    revision: '0b41',
    manifest: { key: 'manifest.json', sha256: 'cd' },
    fileCount: 1,
    roles: ['executed'],
  },
};

let problem = '';
try {
  parseSigningEvent({ ...detail, archive: {} });
} catch (error) {
  if (error instanceof SigningEventUnreadable) problem = error.field;
}
console.log(JSON.stringify([describeEvent(detail), withZod(detail), problem]));
