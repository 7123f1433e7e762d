/** The answers of Kingsign's notification integrations: pages of its framework (Feathers), `{ total, limit, skip, data }`. */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { readAnswer } from '../support/answers';
import type { RegisteredWebhook } from '../webhook-registry';

const countSchema = z.object({ total: z.number().int().nonnegative() });

const pageSchema = countSchema.extend({
  data: boundedList(
    z.object({
      _id: envelopeIdSchema,
      url: z.string().max(8_192),
      notificationType: z.string().max(100),
      isEnabled: z.boolean(),
      workspaceId: z.string().max(100),
    }),
  ),
});

/** One page of the list. */
export interface IntegrationPage {
  /** How many integrations the list has on all its pages. */
  readonly total: number;
  /** How many integrations this page has, with those of other workspaces. */
  readonly count: number;
  /** Those of the own workspace. */
  readonly webhooks: readonly RegisteredWebhook[];
}

/**
 * Reads one page. An integration of another workspace is left out, whatever its address: it is not ours to change.
 *
 * @throws ProviderApiError `unexpected-answer`
 */
export function readIntegrationPage(answer: unknown, workspaceId: string): IntegrationPage {
  const { total, data } = readAnswer(pageSchema, answer);
  const webhooks = data
    .filter((one) => one.workspaceId === workspaceId)
    .map((one) => ({
      id: one._id,
      target: one.url,
      event: one.notificationType,
      enabled: one.isEnabled,
    }));
  return { total, count: data.length, webhooks };
}

/**
 * Reads how many integrations there are.
 *
 * @throws ProviderApiError `unexpected-answer`
 */
export function readIntegrationCount(answer: unknown): number {
  return readAnswer(countSchema, answer).total;
}
