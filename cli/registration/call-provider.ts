import type { ApiErrorReason } from '../../lambda/contracts/failure-reason';
import { ProviderApiError } from '../../lambda/provider-http/provider-api-error';
import { CommandFailure } from '../command-failure';
import type { Stopwatch } from '../poll';
import { reasonInWords } from '../reasons';

/**
 * Makes one call to a provider, and repeats it if the provider asks for a pause. Throws `CommandFailure`, in words.
 *
 * @param doing completes "Could not …"
 */
export type CallProvider = <Result>(
  doing: string,
  work: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result>;

const timeLimitMs = 30_000;
const maxAttempts = 5;
/** A longer pause is the user's to wait. */
const maxPauseSeconds = 60;

/** Makes the calls of one command. */
export function providerCaller({ sleep }: Pick<Stopwatch, 'sleep'>): CallProvider {
  return async (doing, work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(AbortSignal.timeout(timeLimitMs));
      } catch (error) {
        const seconds = attempt < maxAttempts ? pauseSeconds(error) : undefined;
        if (seconds === undefined) throw inWords(doing, error);
        await sleep(seconds * 1_000);
      }
    }
  };
}

/** A refused call was not done, so it is safe to repeat, also if it creates something. */
function pauseSeconds(error: unknown): number | undefined {
  if (!(error instanceof ProviderApiError) || error.reason !== 'rate-limited') return undefined;
  const { retryAfterSeconds = 5 } = error.details;
  return retryAfterSeconds <= maxPauseSeconds ? retryAfterSeconds : undefined;
}

/** Reasons that the archiver has too, and that mean something else here. */
const ownWords: Readonly<Partial<Record<ApiErrorReason, string>>> = {
  unauthorized: 'it refused the API key, or this key may not manage webhooks',
  'not-found': 'it does not have this route: check apiUrl',
  'rate-limited': 'it had too many calls. Wait a minute',
  'cut-off': 'its answer ended too early',
  'too-large': 'its answer is larger than the limit',
  'redirect-refused': 'it redirected the call to another address: check apiUrl',
};

function inWords(doing: string, error: unknown): unknown {
  if (!(error instanceof ProviderApiError)) return error;
  const { status } = error.details;
  const words = ownWords[error.reason] ?? reasonInWords(error.reason);
  const answer = status === undefined ? '' : ` (HTTP ${status})`;
  return new CommandFailure(`Could not ${doing} at the provider: ${words}${answer}.`, { cause: error });
}
