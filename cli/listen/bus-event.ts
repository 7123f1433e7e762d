import * as z from 'zod';
import { jsonString } from '../../lambda/kit/json';
import { probeSource } from './listen-pattern';

const text = z.string().optional().catch(undefined);

/** An event of the bus, as far as a line shows it. A newer stack may publish what this version does not know. */
const busEventSchema = jsonString(
  z.object({
    id: z.string(),
    source: z.string(),
    'detail-type': z.string(),
    time: z.string(),
    detail: z.object({
      id: text,
      endpoint: text,
      test: z.literal(true).optional().catch(undefined),
      foundBy: text,
      replayedAt: text,
      problem: text,
      envelope: z.object({ id: text, title: text }).optional().catch(undefined),
    }),
  }),
);

/** An event that came from the bus. */
export interface BusEvent {
  /** The whole event, as EventBridge sent it. */
  readonly json: string;
  readonly isProbe: boolean;
  /** EventBridge's id: the same if EventBridge delivers it twice. */
  readonly deliveryId: string;
  /** The event's own id: the same if it is published again. */
  readonly eventId: string | undefined;
  readonly time: string;
  readonly type: string;
  readonly endpoint: string | undefined;
  readonly envelope: { readonly id?: string | undefined; readonly title?: string | undefined } | undefined;
  /** What sets the event apart: a test, an import, a replay, a problem. */
  readonly flags: readonly string[];
}

/** Reads the body of a message. Returns `undefined` if it is no event. */
export function readBusEvent(body: string): BusEvent | undefined {
  const { data } = busEventSchema.safeParse(body);
  if (!data) return undefined;
  const { id: deliveryId, time, source, detail } = data;
  const { id: eventId, endpoint, envelope, test, foundBy, replayedAt, problem } = detail;
  const flags = [test && 'test', foundBy, replayedAt && 'replay', problem && `problem: ${problem}`];
  return {
    json: oneLine(body),
    isProbe: source === probeSource,
    deliveryId,
    eventId,
    time,
    type: data['detail-type'],
    endpoint,
    envelope,
    flags: flags.filter((flag) => flag !== undefined),
  };
}

/** JSON has line ends only between its tokens. EventBridge sends none, and a number keeps its digits where nothing is changed. */
const oneLine = (json: string) => json.replaceAll(/[\r\n]+/g, ' ');
