import type { SimulatedEnvelope, SimulatedWebhook } from '../../simulators/kit/provider-simulator';
import type { ConnectedEndpoint } from '../harness/sample/connect-endpoint';
import type { LedgerEnvelope } from './ledger';
import type { StormPlan } from './storm-plan';

/** An envelope of a plan, created at its provider. */
export interface MadeEnvelope {
  readonly connected: ConnectedEndpoint;
  readonly envelope: SimulatedEnvelope;
  readonly webhooks: readonly SimulatedWebhook[];
  /** Names the fact that the webhook at an index reports. Webhooks that report the same fact have the same name. */
  readonly factOf: (webhook: number) => string;
  readonly complete: () => void;
}

/** The envelopes of a plan. Each is created when it is first asked for. */
export interface StormEnvelopes {
  readonly envelope: (number: number) => Promise<MadeEnvelope>;
  readonly entries: () => Promise<readonly LedgerEnvelope[]>;
  /** Returns the secrets of the first envelopes, by endpoint, envelope and kind. */
  readonly secrets: (maxEnvelopes: number) => Promise<Readonly<Record<string, string>>>;
}

/** Starts with no envelope created. */
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
      // Webhooks of the same fact share one `body` function.
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
      (await Promise.all(made.values())).map(({ connected: { endpoint, simulator }, envelope }) => ({
        provider: simulator.provider,
        endpoint,
        id: envelope.id,
        complete: complete.has(envelope.id),
        files: envelope.files(),
      })),
    async secrets(maxEnvelopes) {
      const some = (await Promise.all(made.values())).slice(0, maxEnvelopes);
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
