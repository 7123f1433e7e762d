import { defined } from '../../lambda/kit/defined';

/** The source of a probe. No rule for signing events matches it: their sources begin with `esign.`. */
export const probeSource = 'cdk-esign-webhooks.listen';

/** The `detail` of a probe: only the rule of this listener matches it. */
export interface Probe {
  /** The name of the listener. */
  readonly listener: string;
}

/** Which events to listen to. */
export interface ListenFilter {
  /** The names of endpoints: other constructs may publish on the same bus. */
  readonly endpoints: readonly string[];
  /** All types if absent. */
  readonly types?: readonly string[] | undefined;
  /** An envelope's id, or its older one. */
  readonly envelope?: string | undefined;
}

/** Returns the event pattern of a listener: the events that it asks for, and its own probe. */
export function listenPattern(listener: string, { endpoints, types, envelope }: ListenFilter): string {
  const about = (detail: object) =>
    defined({
      source: [{ prefix: 'esign.' }],
      'detail-type': types,
      detail: { endpoint: endpoints, ...detail },
    });
  const asked =
    envelope === undefined
      ? [about({})]
      : [about({ envelope: { id: [envelope] } }), about({ envelope: { legacyId: [envelope] } })];
  const probe = { source: [probeSource], detail: { listener: [listener] } };
  return JSON.stringify({ $or: [...asked, probe] });
}
