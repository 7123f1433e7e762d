import type { FileRole } from '../../../lambda/contracts/archived-file';
import type { Faults } from '../kit/faults';
import type { ExpectedFile, ProviderSimulator, SimulatedEnvelope } from '../kit/provider-simulator';
import { envelopeWebhooks } from './envelope-webhooks';
import type { SignedDocuments, SignPlusEnvelope } from './simulated-envelope';
import { startSignPlusSimulator, type SignPlusSimulator } from './simulator';

/** A simulated Sign.Plus with the common interface of simulators. Its downloads are PDF Portfolios. */
export async function start(): Promise<ProviderSimulator> {
  return asProviderSimulator(await startSignPlusSimulator());
}

/** Gives a running simulator the common interface. */
export function asProviderSimulator(simulator: SignPlusSimulator): ProviderSimulator {
  return {
    provider: 'sign-plus',
    apiUrl: simulator.apiUrl,
    get apiKey() {
      return simulator.apiToken;
    },
    async addEnvelope({ title, ...options } = {}) {
      const one = await simulator.addEnvelope(title === undefined ? options : { ...options, name: title });
      return envelope(simulator, one);
    },
    onList: simulator.onList,
    hooks: simulator.hooks,
    // Only the address proves that the request is genuine.
    delivery: (webhook, target) => ({
      url: target.url,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(webhook.body(target)),
    }),
    // Code for all providers only names routes that each of them has.
    faults: simulator.faults as Faults,
    requests: simulator.requests,
    close: simulator.close,
  };
}

function envelope({ account, remove }: SignPlusSimulator, one: SignPlusEnvelope): SimulatedEnvelope {
  return {
    id: one.id,
    ids: [one.id],
    title: one.name,
    complete: (at = new Date()) => {
      one.completed = true;
      one.updatedAt = at;
    },
    remove: () => remove(one),
    webhooks: () => envelopeWebhooks(account, one),
    files: () => filesOf(one),
    secrets: () =>
      Object.fromEntries(
        one.recipients.map(({ passcode }, index) => [`a recipient's passcode ${index}`, passcode]),
      ),
  };
}

/** Lists the files that the archive must hold. Files with a certificate are drawn anew for each download. */
export function filesOf({ name: title, pdfs }: SignPlusEnvelope): readonly ExpectedFile[] {
  return [
    { role: 'executed', title, bytes: pdfs.executed.file },
    ...entriesOf(pdfs.executed),
    { role: 'executed-with-certificate', title },
    ...entriesOf(pdfs.withCertificate),
    { role: 'certificate' },
  ];
}

const inside: FileRole = 'portfolio-document';

function entriesOf({ entries }: SignedDocuments): readonly ExpectedFile[] {
  return entries.map(({ name: title, bytes }) => ({ role: inside, title, bytes }));
}
