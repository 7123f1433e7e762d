import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type {
  ExpectedFile,
  ProviderSimulator,
  SimulatedEnvelope,
  WebhookTarget,
} from '../kit/provider-simulator';
import type { Faults } from '../kit/faults';
import { bearerLinksOf } from './package-status';
import type { Webhook } from './package-webhooks';
import { signature } from './signed-delivery';
import type { SimulatedPackage } from './simulated-package';
import { startIinkedSignSimulator, type IinkedSignSimulator } from './simulator';

/** A simulated iinked Sign with the common interface of simulators. */
export async function start(): Promise<ProviderSimulator> {
  return asProviderSimulator(await startIinkedSignSimulator());
}

/** Gives a running simulator the common interface. Its packages have signers' links, which are secrets. */
export function asProviderSimulator(simulator: IinkedSignSimulator): ProviderSimulator {
  return {
    provider: 'iinked-sign',
    apiUrl: simulator.apiUrl,
    get apiKey() {
      return simulator.apiKey;
    },
    async addEnvelope({ title, createdAt } = {}) {
      const name = title === undefined ? {} : { name: title };
      const time = createdAt ? { createdAt } : {};
      const one = await simulator.addPackage({ ...name, ...time, generateSignerLinks: true });
      return envelope(simulator, one);
    },
    delivery: (webhook, target) => delivery(webhook.body(target), target),
    // Code for all providers only names routes that each of them has.
    faults: simulator.faults as Faults,
    onList: simulator.onList,
    requests: simulator.requests,
    close: simulator.close,
  };
}

function envelope(simulator: IinkedSignSimulator, one: SimulatedPackage): SimulatedEnvelope {
  return {
    id: one.packageId,
    ids: [one.packageId],
    title: one.name,
    complete: (at) => simulator.complete(one.packageId, at),
    remove: () => simulator.remove(one.packageId),
    revise: () => simulator.revise(one.packageId),
    webhooks: () =>
      simulator.webhooksOf(one.packageId).map((webhook) => ({
        event: webhook.action,
        type: typeOf(webhook),
        ...(typeof webhook['signerId'] === 'string' ? { recipient: { id: webhook['signerId'] } } : {}),
        body: () => JSON.stringify(webhook),
      })),
    files: () => filesOf(one),
    secrets: () =>
      Object.fromEntries(bearerLinksOf(one).map((link, index) => [`a signer's link ${index}`, link])),
  };
}

function delivery(body: string, { url, secret }: WebhookTarget) {
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'X-Syngrafii-Signature': signature(url, body, secret, 'sha256'),
    },
    body: Buffer.from(body),
  };
}

/** The mapping of the facts, section 8, checked 2026-11-21. */
const types: Readonly<Record<string, SigningEventType>> = {
  package_add: 'envelope.created',
  document_signed: 'recipient.signed',
  document_executed: 'document.completed',
  package_executed: 'envelope.completed',
};

function typeOf({ action }: Webhook): SigningEventType {
  return types[action] ?? 'provider.event';
}

function filesOf({ documents, masterFile }: SimulatedPackage): readonly ExpectedFile[] {
  return [
    ...documents.flatMap(({ name, pdfs }): ExpectedFile[] => [
      { role: 'executed', title: name, bytes: pdfs.executed },
      ...(pdfs.cac ? [{ role: 'certificate' as const, bytes: pdfs.cac }] : []),
    ]),
    { role: 'master-file', bytes: masterFile },
  ];
}
