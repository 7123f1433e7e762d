/**
 * iinked Sign's endpoints: one call sets or deletes one, and its answer has the secret. Nothing lists them. Called with OAuth, it replaces the one
 * endpoint of that OAuth client; what it replaces with an API key is not documented, and whether the secret changes neither.
 *
 * Source: "Setup webhooks" v4, checked 2026-11-28.
 */
import * as z from 'zod';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { dropBody } from '../../provider-http/provider-request';
import { readAnswer } from '../support/answers';
import { apiOptionsSchema } from '../support/api-options';
import { restRequests } from '../support/rest-requests';
import { unlessNotFound } from '../support/unless-not-found';
import type { UnlistedRegistration } from '../webhook-registry';
import { keyHeaders } from './key-headers';

const answerSchema = z.object({
  endpoint: z.object({ url: z.string(), secret: z.string().min(1) }),
});

const path = 'events/endpoints/set';

const maxAnswerBytes = 1024 * 1024;

export const iinkedSignWebhooks: UnlistedRegistration = {
  kind: 'unlisted',
  makeAddress(options, deps) {
    const { ask, askForJson } = restRequests(apiOptionsSchema.parse(options), deps, keyHeaders);
    return {
      async set({ address, name }, signal) {
        const answer = await askForJson({ path, json: { url: address, name } }, maxAnswerBytes, signal);
        const { url, secret } = readAnswer(answerSchema, answer).endpoint;
        // The provider signs the address that it has: with another one, the proof of each webhook would be wrong.
        if (url !== address) throw new ProviderApiError('unexpected-answer');
        return secret;
      },
      async remove(address, signal) {
        const json = { url: address, delete: true };
        await unlessNotFound(async () => dropBody(await ask({ path, json }, signal)));
      },
    };
  },
};
