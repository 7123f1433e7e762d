/**
 * Sign.Plus's webhooks: each is for one event, and none has a secret. The list has no pages.
 *
 * Source: https://apidoc.sign.plus/api-reference/endpoints/signplus/create-webhook and `listWebhooks`, `deleteWebhook` of
 * github.com/AlohiHQ/signplus-typescript v2.3.0, checked 2026-11-28.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { dropBody } from '../../provider-http/provider-request';
import { readAnswer } from '../support/answers';
import { apiOptionsSchema } from '../support/api-options';
import { checkedId } from '../support/checked-id';
import { unlessNotFound } from '../support/unless-not-found';
import { restRequests } from '../support/rest-requests';
import type { ListedRegistration } from '../webhook-registry';
import { keyHeaders } from './key-headers';

const answerSchema = z.object({
  webhooks: boundedList(
    z.object({
      id: envelopeIdSchema,
      // The webhooks themselves name it in lower case.
      event: z
        .string()
        .max(100)
        .transform((event) => event.toUpperCase()),
      target: z.string().max(8_192),
    }),
  ),
});

const maxAnswerBytes = 10 * 1024 * 1024;

export const signPlusWebhooks: ListedRegistration = {
  kind: 'listed',
  events: ['COMPLETED', 'EXPIRED', 'DECLINED', 'VOIDED', 'AUDIT_TRAIL'].map((end) => `ENVELOPE_${end}`),
  makeRegistry(options, deps) {
    const { ask, askForJson } = restRequests(apiOptionsSchema.parse(options), deps, keyHeaders);
    return {
      async list(signal) {
        const answer = await askForJson({ path: 'webhooks', json: {} }, maxAnswerBytes, signal);
        return readAnswer(answerSchema, answer).webhooks;
      },
      async create({ event, target }, signal) {
        await dropBody(await ask({ path: 'webhook', json: { event, target } }, signal));
      },
      async remove(id, signal) {
        const path = `webhook/${checkedId(id)}`;
        await unlessNotFound(async () => dropBody(await ask({ path, method: 'DELETE' }, signal)));
      },
    };
  },
};
