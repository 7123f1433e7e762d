import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importBundled } from '../harness/import-bundled';
import { projectRoot } from '../harness/project-root';

/** A verification of a genuine webhook. It throws if it does not verify. */
export interface Verification {
  readonly name: string;
  readonly verify: () => unknown;
}

/** The parts of the libraries that are used. They are not among the types of this project. */
interface Octokit {
  readonly sign: (secret: string, payload: string) => Promise<string>;
  readonly verify: (secret: string, payload: string, signature: string) => Promise<boolean>;
}
interface StripeWebhooks {
  readonly generateTestHeaderString: (given: { payload: string; secret: string }) => string;
  readonly constructEvent: (payload: string, header: string, secret: string, tolerance: number) => unknown;
  readonly signature: {
    readonly verifyHeader: (payload: string, header: string, secret: string, tolerance: number) => boolean;
  };
}
type Stripe = new (key: string) => { readonly webhooks: StripeWebhooks };
type Standard = new (secret: string) => {
  readonly sign: (id: string, at: Date, payload: string) => string;
  readonly verify: (payload: string, headers: Readonly<Record<string, string>>) => unknown;
};

const secret = 'whsec-0123456789abcdef0123456789abcdef';
const keyOfBytes = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const tolerance = 1_000_000;

/** What is bundled of the libraries. */
interface Peers {
  readonly octokit: Octokit;
  readonly Stripe: Stripe;
  readonly Standard: Standard;
  readonly Svix: Standard;
}

const folder = join(projectRoot, 'bench', 'peers');

/** Returns the verification of a payload with each of the libraries. Installs them the first time. */
export async function peerVerifications(payload: string): Promise<readonly Verification[]> {
  if (!existsSync(join(folder, 'node_modules'))) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: folder,
      stdio: 'pipe',
    });
  }
  const { octokit, Stripe, Standard, Svix } = await importBundled<Peers>(
    folder,
    `export * as octokit from '@octokit/webhooks-methods';
     export { default as Stripe } from 'stripe';
     export { Webhook as Standard } from 'standardwebhooks';
     export { Webhook as Svix } from 'svix';`,
  );
  return [
    await ofOctokit(octokit, payload),
    ...ofStripe(new Stripe('no key is needed'), payload),
    ofStandard('standardwebhooks', new Standard(keyOfBytes), 'webhook', payload),
    ofStandard('svix', new Svix(keyOfBytes), 'svix', payload),
  ];
}

async function ofOctokit({ sign, verify }: Octokit, payload: string): Promise<Verification> {
  const signature = await sign(secret, payload);
  return {
    name: '@octokit/webhooks-methods',
    verify: async () => requireTrue(await verify(secret, payload, signature)),
  };
}

function ofStripe({ webhooks }: InstanceType<Stripe>, payload: string): readonly Verification[] {
  const header = webhooks.generateTestHeaderString({ payload, secret });
  return [
    {
      name: 'stripe verifyHeader',
      verify: () => requireTrue(webhooks.signature.verifyHeader(payload, header, secret, tolerance)),
    },
    {
      name: 'stripe constructEvent',
      verify: () => webhooks.constructEvent(payload, header, secret, tolerance),
    },
  ];
}

function ofStandard(
  name: string,
  library: InstanceType<Standard>,
  prefix: string,
  payload: string,
): Verification {
  const at = new Date();
  const headers = {
    [`${prefix}-id`]: 'msg_1',
    [`${prefix}-timestamp`]: String(Math.floor(at.getTime() / 1_000)),
    [`${prefix}-signature`]: library.sign('msg_1', at, payload),
  };
  return { name, verify: () => library.verify(payload, headers) };
}

function requireTrue(isVerified: boolean): void {
  if (!isVerified) throw new Error('The webhook of the bench is not verified');
}
