import * as z from 'zod';
import { CommandFailure } from '../command-failure';

const timeSchema = z.union([
  z.iso.date().transform((date) => new Date(`${date}T00:00:00.000Z`)),
  z.iso.datetime({ offset: true }).transform((time) => new Date(time)),
]);

/** Reads the date or time of an option, such as `--since`. Throws `CommandFailure` if it is something else. */
export function timeOption(option: string, text: string): Date {
  const { data: time } = timeSchema.safeParse(text);
  if (time) return time;
  throw new CommandFailure(
    `${option} is "${text}", which is no date. Give one such as 2020-01-01, or a time such as 2020-01-01T12:00:00Z.`,
  );
}
