import type { RegisteredWebhook } from '../../lambda/providers/webhook-registry';
import { isBelow } from '../../lambda/providers/own-webhooks';
import { noToken } from '../../lambda/contracts/no-token';
import { CommandFailure } from '../command-failure';
import type { EndpointOutput } from '../stack/outputs';
import type { PostNothing } from '../stack/post-nothing';

/**
 * Throws `CommandFailure` if webhooks at another address are to be removed while the new address does not answer: a domain may have no DNS
 * record yet. The answer to a request without proof is 401.
 */
export async function requireAnswer(
  { address }: EndpointOutput,
  superfluous: readonly RegisteredWebhook[],
  postNothing: PostNothing,
): Promise<void> {
  if (superfluous.every(({ target }) => isBelow(address, target))) return;
  const answer = await postNothing(`${address}/${noToken}`);
  if ('status' in answer && answer.status === 401) return;
  const what = 'code' in answer ? `does not answer (${answer.code})` : `answers ${answer.status}, not 401`;
  throw new CommandFailure(
    `The new address ${address} ${what}, so no old webhook was removed: they lead to the address before. Run \`doctor\`, and run this again when its address is right.`,
  );
}
