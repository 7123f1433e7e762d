import { randomBytes } from 'node:crypto';
import type { SigningEvent, SigningEventBridgeEvent, SigningEventOf } from '../events/index';
import { sampleFields } from './sample-fields';

/** What a sample may change: any field but those that make its type. */
export type SampleChanges<Type extends SigningEvent['type']> = Partial<
  Omit<SigningEventOf<Type>, 'type' | 'version'>
>;

/**
 * Returns a sample event of a type, for a test of your consumer. It is the `detail` of the event on the bus, with all fields that
 * such an event always has. Each has a new `id`.
 *
 * It looks genuine: it has no `test`, unless you give it. `trigger` sends real test events through a deployed stack.
 *
 * @param changes fields to replace, such as `{ envelope: { id: 'E-1' } }`
 */
export function sampleEvent<Type extends SigningEvent['type']>(
  type: Type,
  changes: SampleChanges<Type> = {},
): SigningEventOf<Type> {
  const event = {
    version: 1,
    id: randomBytes(32).toString('hex'),
    type,
    provider: 'documenso',
    endpoint: 'documenso',
    // No provider confirms a test.
    confirmed: type === 'envelope.archived' && changes.test !== true,
    receivedAt: new Date().toISOString(),
    ...sampleFields(type),
    ...changes,
  };
  return event as unknown as SigningEventOf<Type>;
}

/** Returns a sample event as EventBridge hands it to a Lambda function: `sampleEvent` in EventBridge's envelope. */
export function sampleBridgeEvent<Type extends SigningEvent['type']>(
  type: Type,
  changes: SampleChanges<Type> = {},
): SigningEventBridgeEvent<SigningEventOf<Type>> {
  const detail = sampleEvent(type, changes);
  const { provider } = detail as { readonly provider: string };
  const event = {
    version: '0',
    id: '00000000-0000-4000-8000-000000000000',
    'detail-type': type,
    source: `esign.${provider}`,
    account: '123456789012',
    time: new Date().toISOString(),
    region: 'eu-west-1',
    resources: [],
    detail,
  };
  return event as unknown as SigningEventBridgeEvent<SigningEventOf<Type>>;
}
