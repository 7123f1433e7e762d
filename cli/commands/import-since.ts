import { CommandFailure } from '../command-failure';
import { timeOption } from './time-option';

/**
 * Returns the time from which an import brings in what completed. Without one, a retry begins at the endpoint's first pass.
 * Throws `CommandFailure` if there has to be one, or it cannot be used.
 */
export function importSince(
  { since, retry }: { readonly since?: string | undefined; readonly retry: boolean },
  now: number,
): string | undefined {
  if (since === undefined) {
    if (retry) return undefined;
    throw new CommandFailure(
      'Give --since to import what completed since a date, such as --since 2020-01-01, or --retry to order again what earlier orders did not bring.',
    );
  }
  const time = timeOption('--since', since);
  if (time.getTime() > now) {
    throw new CommandFailure(
      `--since is ${time.toISOString()}, which is in the future: nothing completed since then.`,
    );
  }
  return time.toISOString();
}
