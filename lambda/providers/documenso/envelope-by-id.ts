import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseJson } from '../../provider-http/response-chunks';
import type { EnvelopeState } from '../provider';
import { readEnvelope } from './answers';
import type { Requests } from './requests';

/** An envelope with very many fields has some megabytes. */
export const maxAnswerBytes = 20 * 1024 * 1024;

/**
 * Asks for the state of an envelope. Only versions that have envelopes give out such ids, so a 404 means that the envelope
 * does not exist.
 */
export async function envelopeById(
  { ask }: Requests,
  id: string,
  signal: AbortSignal,
): Promise<EnvelopeState> {
  const response = await ask({ path: `envelope/${id}` }, signal);
  const state = readEnvelope(await responseJson(response, signal, maxAnswerBytes), id);
  if (!state) throw new ProviderApiError('unexpected-answer');
  return state;
}
