import type { Faults } from '../kit/faults';
import type { ExpectedFile, ProviderSimulator, SimulatedEnvelope } from '../kit/provider-simulator';
import { envelopeWebhooks } from './envelope-webhooks';
import type { DocumensoEnvelope } from './simulated-envelope';
import { startDocumensoSimulator, type DocumensoSimulator } from './simulator';

/** A simulated Documenso with the common interface of simulators. Its envelopes have two items. */
export async function start(): Promise<ProviderSimulator> {
  return asProviderSimulator(await startDocumensoSimulator());
}

/** Gives a running simulator the common interface. */
export function asProviderSimulator(simulator: DocumensoSimulator): ProviderSimulator {
  return {
    provider: 'documenso',
    apiUrl: simulator.apiUrl,
    get apiKey() {
      return simulator.apiToken;
    },
    async addEnvelope({ title } = {}) {
      return envelope(simulator, await simulator.addEnvelope(title === undefined ? {} : { title }));
    },
    delivery: (webhook, target) => ({
      url: target.url,
      headers: {
        'content-type': 'application/json',
        'X-Documenso-Secret': target.secret,
        'user-agent': 'node',
      },
      body: Buffer.from(webhook.body(target)),
    }),
    // Code for all providers only names routes that each of them has.
    faults: simulator.faults as Faults,
    requests: simulator.requests,
    close: simulator.close,
  };
}

function envelope(simulator: DocumensoSimulator, one: DocumensoEnvelope): SimulatedEnvelope {
  const newest = newestEnvelope(simulator, one);
  return { ...newest, asOf: (version) => olderEnvelope(newest, one, version) };
}

/** Makes an older envelope: before 2.13, webhooks have its number; 1.x has only the number, and the first PDF. */
function olderEnvelope(
  newest: SimulatedEnvelope,
  one: DocumensoEnvelope,
  version: string,
): SimulatedEnvelope {
  const reportedAs = String(one.number);
  const older = { ...newest, reportedAs, webhooks: () => envelopeWebhooks(one, '1.x') };
  return version === '1.x' ? { ...older, id: reportedAs, files: () => filesOfFirstApi(one) } : older;
}

function newestEnvelope(simulator: DocumensoSimulator, one: DocumensoEnvelope): SimulatedEnvelope {
  return {
    id: one.id,
    ids: [one.id, String(one.number), ...one.items.map(({ id }) => id)],
    title: one.title,
    complete: () => void (one.completed = true),
    revise: () => simulator.reseal(one),
    webhooks: () => simulator.webhooksOf(one),
    files: () => filesOf(one),
    secrets: () =>
      Object.fromEntries(
        one.recipients.map(({ token }, index) => [`a recipient's signing token ${index}`, token]),
      ),
  };
}

/** Lists the files that the archive must hold. The proofs are drawn anew for each download. */
export function filesOf({ items }: DocumensoEnvelope): readonly ExpectedFile[] {
  return [
    ...items.map(({ title, pdfs }): ExpectedFile => ({ role: 'executed', title, bytes: pdfs.executed })),
    { role: 'certificate' },
    { role: 'audit-log' },
  ];
}

function filesOfFirstApi({ title, items: [first] }: DocumensoEnvelope): readonly ExpectedFile[] {
  return first ? [{ role: 'executed', title, bytes: first.pdfs.executed }] : [];
}
