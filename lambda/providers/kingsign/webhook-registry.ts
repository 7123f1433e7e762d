/**
 * Kingsign's notification integrations: each has one event, and belongs to a workspace. The service has no authentication in the public
 * code: whoever reaches it can read every integration, with the token in its address.
 *
 * Source: src/services/notification-integrations/*, src/models/notification-integrations.model.ts and config/default.js (`paginate`) of
 * github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked 2026-11-28.
 */
import { ProviderApiError } from '../../provider-http/provider-api-error';
import type { ApiErrorReason } from '../../contracts/failure-reason';
import { dropBody, providerRequest, type ProviderRequest } from '../../provider-http/provider-request';
import { responseJson } from '../../provider-http/response-chunks';
import { withApiKey } from '../../provider-http/with-api-key';
import type { EnvelopeApiDeps } from '../provider';
import { apiOptionsSchema } from '../support/api-options';
import { checkedId } from '../support/checked-id';
import { unlessNotFound } from '../support/unless-not-found';
import type { ListedRegistration, RegisteredWebhook } from '../webhook-registry';
import { actionCaller } from './call-action';
import { readIntegrationCount, readIntegrationPage } from './integration-pages';
import { ownWorkspace } from './own-workspace';
import { keyHeaders, requestOptions, serviceUrl } from './requests';

const maxAnswerBytes = 10 * 1024 * 1024;

/** The name that people see at the provider. */
const name = 'cdk-esign-webhooks';

export const kingsignWebhooks: ListedRegistration = {
  kind: 'listed',
  events: ['document.updated', 'document.completed'],
  makeRegistry(options, deps) {
    const { apiUrl } = apiOptionsSchema.parse(options);
    const ask = integrationAsker(apiUrl, deps);
    const workspace = ownWorkspace(actionCaller(apiUrl, deps));
    return {
      list: async (signal) => listAll(ask, await workspace(signal), signal),
      async create({ event: notificationType, target: url }, signal) {
        const workspaceId = await workspace(signal);
        const json = { name, url, notificationType, isEnabled: true, workspaceId };
        await dropBody(await ask({ path: '', json, successStatus: 201 }, signal));
      },
      async remove(id, signal) {
        // Without an id the service would be asked to remove every integration.
        const path = `/${checkedId(id)}`;
        await unlessNotFound(async () => dropBody(await ask({ path, method: 'DELETE' }, signal)));
      },
      isReadableByAnybody: (signal) => answersWithoutKey(apiUrl, deps.fetch, signal),
    };
  },
};

/** One question to the service. */
interface Question extends Pick<ProviderRequest, 'json' | 'method' | 'successStatus'> {
  /** What follows the address of the service. */
  readonly path: string;
}

type AskIntegrations = (question: Question, signal: AbortSignal) => Promise<Response>;

const integrationUrl = (apiUrl: string, path: string) =>
  serviceUrl(apiUrl, `notification-integrations${path}`);

function integrationAsker(apiUrl: string, deps: EnvelopeApiDeps): AskIntegrations {
  return ({ path, ...question }, signal) =>
    withApiKey(deps, (apiKey) =>
      providerRequest(requestOptions(deps.fetch), {
        ...question,
        url: integrationUrl(apiUrl, path),
        headers: keyHeaders(apiKey),
        signal,
      }),
    );
}

/** The maximum page of the public code's configuration. The server may have a smaller one. */
const pageSize = 50;

/** No workspace has so many integrations. A list without an end comes to its end here. */
const maxPages = 200;

async function listAll(
  ask: AskIntegrations,
  workspaceId: string,
  signal: AbortSignal,
): Promise<readonly RegisteredWebhook[]> {
  const found = new Map<string, RegisteredWebhook>();
  let skip = 0;
  for (let page = 0; page < maxPages; page++) {
    // Only the own workspace: the service would also answer with the integrations of strangers.
    const query = new URLSearchParams({
      workspaceId,
      '$sort[_id]': '1',
      $limit: `${pageSize}`,
      $skip: `${skip}`,
    });
    const response = await ask({ path: `?${query}` }, signal);
    const { total, count, webhooks } = readIntegrationPage(
      await responseJson(response, signal, maxAnswerBytes),
      workspaceId,
    );
    for (const webhook of webhooks) found.set(webhook.id, webhook);
    skip += count;
    if (skip >= total) return [...found.values()];
    // A page without anything, before the end: the list is not whole.
    if (count === 0) break;
  }
  throw new ProviderApiError('unexpected-answer');
}

const refusals: ReadonlySet<ApiErrorReason> = new Set([
  ...(['unauthorized', 'not-found', 'redirect-refused'] as const),
  ...(['not-json', 'unexpected-answer', 'too-large'] as const),
]);

/** Asks for no integration at all, only for their number: no stranger's address is read. */
async function answersWithoutKey(
  apiUrl: string,
  fetch: EnvelopeApiDeps['fetch'],
  signal: AbortSignal,
): Promise<boolean> {
  const url = integrationUrl(apiUrl, `?${new URLSearchParams({ $limit: '0' })}`);
  try {
    const headers = { accept: 'application/json' };
    const response = await providerRequest(requestOptions(fetch), { url, headers, signal });
    readIntegrationCount(await responseJson(response, signal, maxAnswerBytes));
    return true;
  } catch (error) {
    if (error instanceof ProviderApiError && refusals.has(error.reason)) return false;
    throw error;
  }
}
