import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { boundedList } from '../../kit/bounded-list';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { parseJson } from '../../provider-http/response-chunks';
import { readAnswer } from '../support/answers';
import type { CallAction } from './call-action';

const templatesSchema = boundedList(z.object({ workspaceId: envelopeIdSchema }));

/**
 * Makes a function that returns the workspace of the API key. The key itself is encrypted, so a template of the workspace has to show it.
 * It is asked for once.
 *
 * @throws ProviderApiError `workspace-unknown` if the workspace has no template, or `unexpected-answer`
 */
export function ownWorkspace(call: CallAction): (signal: AbortSignal) => Promise<string> {
  let known: string | undefined;
  return async (signal) => (known ??= await readWorkspace(call, signal));
}

async function readWorkspace(call: CallAction, signal: AbortSignal): Promise<string> {
  const answer = parseJson(await call({ action: 'GET_TEMPLATES', query: { $limit: 1 } }, signal));
  const [first, ...others] = readAnswer(templatesSchema, answer);
  if (!first) throw new ProviderApiError('workspace-unknown');
  const isOne = others.every(({ workspaceId }) => workspaceId === first.workspaceId);
  if (!isOne) throw new ProviderApiError('unexpected-answer');
  return first.workspaceId;
}
