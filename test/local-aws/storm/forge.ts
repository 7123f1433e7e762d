import type {
  SimulatedWebhook,
  WebhookDelivery,
  WebhookTarget,
} from '../../simulators/kit/provider-simulator';
import type { ConnectedEndpoint } from '../harness/sample/connect-endpoint';
import type { Forgery } from './forgery';

/** The forger's guess of a proof. It must be found nowhere. */
export const guess = 'a-guess-of-the-storms-forger';

/** A mark in the body of each forgery. It must be found nowhere. */
export const forgersMark = 'the-mark-of-the-storms-forger';

/** The dependencies of a forger: everything that it knows. */
export interface ForgerDeps {
  readonly webhook: SimulatedWebhook;
  readonly connected: ConnectedEndpoint;
  /** Another endpoint of the same stack. */
  readonly another: ConnectedEndpoint;
}

/** Makes a forged request. No provider has sent its body. */
export function forge(forgery: Forgery, { webhook, connected, another }: ForgerDeps): WebhookDelivery {
  const { simulator, target } = connected;
  const marked = { ...webhook, body: (to: WebhookTarget) => withMark(webhook.body(to)) };
  switch (forgery) {
    case 'guessed-proof':
      return simulator.delivery(marked, withProof(target, guess));
    case 'no-proof':
      return simulator.delivery(marked, withProof(target, ''));
    case 'clipped-proof':
      return simulator.delivery(marked, withProof(target, connected.proof.slice(0, -1)));
    case 'another-endpoints-proof':
      return simulator.delivery(marked, withProof(target, another.proof));
    case 'changed-body':
      return {
        ...simulator.delivery(webhook, target),
        body: Buffer.from(marked.body(target)),
      };
    case 'signed-for-another-address':
      return {
        ...simulator.delivery(marked, { ...target, url: `${target.url}x` }),
        url: target.url,
      };
  }
}

/** Replaces the secret, or the token at the end of the address. */
function withProof({ url, secret }: WebhookTarget, proof: string): WebhookTarget {
  if (secret !== '') return { url, secret: proof };
  return { url: url.replace(/\/[^/]+$/, proof && `/${proof}`), secret };
}

function withMark(body: string): string {
  return JSON.stringify({ ...(JSON.parse(body) as object), forgery: forgersMark });
}
