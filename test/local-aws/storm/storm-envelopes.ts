import type { ProviderId } from '../../../lambda/contracts/ids';
import type { SimulatedEnvelope, SimulatedWebhook } from '../../simulators/kit/provider-simulator';
import type { ConnectedEndpoint } from '../harness/sample/connect-endpoint';
import type { LedgerEnvelope } from './ledger';
import type { EnvelopeRole, StormPlan } from './storm-plan';

/** An envelope of a plan, created at its provider. */
export interface MadeEnvelope {
  readonly connected: ConnectedEndpoint;
  readonly role: EnvelopeRole;
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

const minute = 60_000;
const hour = 60 * minute;

/** The age of a storm's endpoints: they have been reconciled for so long. */
export const reconciledForMs = 60 * 24 * hour;

/** How long ago an envelope completed: long enough for a pass to look for it, or before its endpoint was reconciled. */
const completedAgoMs = (role: EnvelopeRole) => (role === 'ghost' ? 2 * reconciledForMs : 3 * hour);

/**
 * How long each simulated provider's signers take. So the completion has the time that its webhooks name, which may have been
 * sent before it.
 */
const signingMs: Readonly<Record<ProviderId, number>> = {
  'iinked-sign': 10 * minute,
  'sign-plus': 10 * minute,
  documenso: 601_000,
  kingsign: 120_002,
};

/** Another endpoint of the same account sees the envelope in its list too, and has no webhook about it. */
const roleElsewhere = (role: EnvelopeRole) => (role === 'ghost' || role === 'open' ? role : 'unreported');

/** Starts with no envelope created. */
export function createStormEnvelopes(
  { envelopes }: Pick<StormPlan, 'envelopes'>,
  connected: (endpoint: string) => ConnectedEndpoint,
): StormEnvelopes {
  const now = Date.now();
  const made = new Map<number, Promise<MadeEnvelope>>();
  const complete = new Set<string>();
  const names = [...new Set(envelopes.map(({ endpoint }) => endpoint))];
  const endpointsAt = ({ simulator }: ConnectedEndpoint) =>
    names.filter((name) => connected(name).simulator === simulator);
  const make = async (number: number): Promise<MadeEnvelope> => {
    const { endpoint, role } = envelopes[number]!;
    const at = connected(endpoint);
    const completedAt = new Date(now - completedAgoMs(role));
    const createdAt = new Date(completedAt.getTime() - signingMs[at.simulator.provider]);
    const envelope = await at.simulator.addEnvelope({ title: `Lease ${number}`, createdAt });
    const webhooks = envelope.webhooks();
    return {
      connected: at,
      role,
      envelope,
      webhooks,
      // Webhooks of the same fact share one `body` function.
      factOf: (webhook) =>
        `${at.endpoint} ${envelope.id} ${webhooks.findIndex(({ body }) => body === webhooks[webhook]?.body)}`,
      complete() {
        envelope.complete(completedAt);
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
      (await Promise.all(made.values())).flatMap((one) =>
        endpointsAt(one.connected).map((endpoint) => ({
          provider: one.connected.simulator.provider,
          endpoint,
          id: one.envelope.id,
          role: endpoint === one.connected.endpoint ? one.role : roleElsewhere(one.role),
          complete: complete.has(one.envelope.id),
          files: one.envelope.files(),
        })),
      ),
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
