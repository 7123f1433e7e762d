import { describeError } from '../aws/describe-error';
import type { AccessCheck, ExpectedAddresses } from '../contracts/access-check';
import { logMessages } from '../contracts/log-messages';
import type { LogFields } from '../kit/telemetry';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { AskAccess } from '../providers/provider';
import type { WebhookRegistry } from '../providers/webhook-registry';
import type { EndpointDeps } from './archive-deps';
import { findWebhooks } from './find-webhooks';

/** What one check asks a provider, with an API key that is read for it. */
export interface ProviderAccess {
  readonly ask: AskAccess;
  /** Absent if nobody can look what is registered at the provider. */
  readonly registry?: Pick<WebhookRegistry, 'list' | 'isReadableByAnybody'> | undefined;
}

/** The dependencies of an access check. */
export interface AccessDeps extends Pick<EndpointDeps, 'endpoint' | 'telemetry' | 'now' | 'limits'> {
  /** Opens the access to the provider. Cached keys are not used: the check is about the secret as it is now. */
  readonly openAccess: (onPreviousKey: () => void) => ProviderAccess;
}

/**
 * Asks the provider's API what the command `doctor` wants to know, and logs the answer in one line. It has no effect on jobs and counts
 * nothing. A failure is an answer too, so the message is never tried again.
 */
export async function checkAccess(deps: AccessDeps, { accessCheck }: AccessCheck): Promise<void> {
  const { endpoint, telemetry, now, limits } = deps;
  const { id: checkId, expiresAt, addresses } = accessCheck;
  if (now() >= new Date(expiresAt)) {
    telemetry.info('an access check came too late', { endpoint, checkId });
    return;
  }
  let keyStage: 'current' | 'previous' = 'current';
  const { ask, registry } = deps.openAccess(() => void (keyStage = 'previous'));
  const signal = AbortSignal.timeout(limits.statusTimeoutMs);
  const key = await answer('key', async () => {
    await ask(signal);
    return { key: 'accepted', keyStage };
  });
  const [webhooks, open] = await Promise.all([
    listWebhooks(registry, addresses, signal),
    askWithoutKey(registry, signal),
  ]);
  telemetry.info(logMessages.accessChecked, { endpoint, checkId, ...key, ...webhooks, ...open });
}

async function listWebhooks(
  registry: ProviderAccess['registry'],
  addresses: ExpectedAddresses | undefined,
  signal: AbortSignal,
): Promise<LogFields> {
  if (!registry || !addresses) return {};
  return answer('webhooks', async () => {
    const { webhooks, others } = findWebhooks(await registry.list(signal), addresses);
    return { webhooks: JSON.stringify(webhooks), otherWebhooks: others };
  });
}

async function askWithoutKey(registry: ProviderAccess['registry'], signal: AbortSignal): Promise<LogFields> {
  if (!registry?.isReadableByAnybody) return {};
  return answer('open', async () => ({ open: await registry.isReadableByAnybody?.(signal) }));
}

/** Names why there is no answer: the reason of the provider's API, or the names of the errors of AWS. */
async function answer(what: string, ask: () => Promise<LogFields>): Promise<LogFields> {
  try {
    return await ask();
  } catch (error) {
    const reason = error instanceof ProviderApiError ? error.reason : describeError(error).error;
    return { [`${what}Reason`]: reason };
  }
}
