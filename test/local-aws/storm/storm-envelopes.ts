import type { SimulatedEnvelope, SimulatedWebhook } from '../../simulators/kit/provider-simulator';
import type { ConnectedEndpoint } from '../harness/sample/connect-endpoint';
import type { LedgerEnvelope } from './ledger';
import type { StormPlan } from './storm-plan';

/** An envelope of a plan, made at its provider. */
export interface MadeEnvelope {
  readonly connected: ConnectedEndpoint;
  readonly envelope: SimulatedEnvelope;
  readonly webhooks: readonly SimulatedWebhook[];
  /** What a webhook tells, by its place: the same name for those that tell the same. */
  readonly factOf: (webhook: number) => string;
  readonly complete: () => void;
}

/** The envelopes of a plan, each made when it is first asked for. */
export interface StormEnvelopes {
  readonly envelope: (number: number) => Promise<MadeEnvelope>;
  readonly entries: () => Promise<readonly LedgerEnvelope[]>;
  /** What is secret in them, by the endpoint and what it is. */
  readonly secrets: (most: number) => Promise<Readonly<Record<string, string>>>;
}

/** Opens a roll with no envelope in it. */
export function createStormEnvelopes(
  { envelopes }: Pick<StormPlan, 'envelopes'>,
  connected: (endpoint: string) => ConnectedEndpoint,
): StormEnvelopes {
  const made = new Map<number, Promise<MadeEnvelope>>();
  const complete = new Set<string>();
  const make = async (number: number): Promise<MadeEnvelope> => {
    const at = connected(envelopes[number]!.endpoint);
    const envelope = await at.simulator.addEnvelope({ title: `Lease ${number}` });
    const webhooks = envelope.webhooks();
    return {
      connected: at,
      envelope,
      webhooks,
      // Those that tell the same are the same body, sent again.
      factOf: (webhook) =>
        `${at.endpoint} ${envelope.id} ${webhooks.findIndex(({ body }) => body === webhooks[webhook]?.body)}`,
      complete() {
        envelope.complete();
        complete.add(envelope.id);
      },
    };
  };
  return {
    envelope(number) {
      const known = made.get(number) ?? make(number);
      made.set(number, known);
      return known;
    },
    entries: async () =>
      (await Promise.all(made.values())).map(({ connected: { endpoint }, envelope }) => ({
        endpoint,
        id: envelope.id,
        complete: complete.has(envelope.id),
        files: envelope.files(),
      })),
    async secrets(most) {
      const some = (await Promise.all(made.values())).slice(0, most);
      return Object.fromEntries(
        some.flatMap(({ connected: { endpoint }, envelope }) =>
          Object.entries(envelope.secrets()).map(([name, secret]) => [
            `${endpoint} ${envelope.id}: ${name}`,
            secret,
          ]),
        ),
      );
    },
  };
}
