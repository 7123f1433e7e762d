import type { Faults } from '../kit/faults';
import type { ExpectedFile, ProviderSimulator, SimulatedEnvelope } from '../kit/provider-simulator';
import { instanceVersions, isSince } from './instance-version';
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
    async addEnvelope(options = {}) {
      return envelope(simulator, await simulator.addEnvelope(options));
    },
    onList: simulator.onList,
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
  return { ...envelopeNow(simulator, one), asOf: (version) => olderEnvelope(simulator, one, version) };
}

/** Makes the envelope one of an older version: before 2.13, webhooks have its number; 1.x has only the number, and the first PDF. */
function olderEnvelope(
  simulator: DocumensoSimulator,
  one: DocumensoEnvelope,
  given: string,
): SimulatedEnvelope {
  const version = instanceVersions.find((each) => each === given);
  if (!version) throw new Error(`no Documenso ${given} is simulated`);
  one.version = version;
  return envelopeNow(simulator, one);
}

function envelopeNow(simulator: DocumensoSimulator, one: DocumensoEnvelope): SimulatedEnvelope {
  const number = String(one.number);
  return {
    id: isSince(one.version, '2.0') ? one.id : number,
    ...(isSince(one.version, '2.17') ? {} : { reportedAs: number }),
    ids: [one.id, number, ...one.items.map(({ id }) => id)],
    title: one.title,
    complete: (at) => {
      one.completed = true;
      if (at) one.completedAt = at.toISOString();
    },
    remove: () => simulator.remove(one),
    putAside: () => void (one.folder = simulator.addFolder(simulator.addFolder())),
    revise: () => simulator.reseal(one),
    webhooks: () => simulator.webhooksOf(one),
    files: () => filesOf(one),
    secrets: () =>
      Object.fromEntries(
        one.recipients.map(({ token }, index) => [`a recipient's signing token ${index}`, token]),
      ),
  };
}

/** Lists the files that the archive must hold. The proofs (since v2.14.0) are drawn anew for each download. */
export function filesOf({ version, title, items }: DocumensoEnvelope): readonly ExpectedFile[] {
  const executed = items.map((item): ExpectedFile => ({
    role: 'executed',
    title: item.title,
    bytes: item.pdfs.executed,
  }));
  if (!isSince(version, '2.0')) return executed.slice(0, 1).map((file) => ({ ...file, title }));
  return isSince(version, '2.17') ? [...executed, { role: 'certificate' }, { role: 'audit-log' }] : executed;
}
