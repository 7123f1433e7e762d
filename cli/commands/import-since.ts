import * as z from 'zod';
import { CommandFailure } from '../command-failure';

const sinceSchema = z.union([
  z.iso.date().transform((date) => new Date(`${date}T00:00:00.000Z`)),
  z.iso.datetime({ offset: true }).transform((time) => new Date(time)),
]);

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
  const { data: time } = sinceSchema.safeParse(since);
  if (!time) {
    throw new CommandFailure(
      `--since is "${since}", which is no date. Give one such as 2020-01-01, or a time such as 2020-01-01T12:00:00Z.`,
    );
  }
  if (time.getTime() > now) {
    throw new CommandFailure(
      `--since is ${time.toISOString()}, which is in the future: nothing completed since then.`,
    );
  }
  return time.toISOString();
}
