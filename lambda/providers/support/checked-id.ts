import { envelopeIdSchema } from '../../contracts/ids';
import { PermanentFailure } from '../../kit/permanent-failure';

/**
 * Returns an id that is safe in a URL or a query.
 *
 * Ids are checked where they come from. This is the last check before the place where an unsafe one would do harm.
 *
 * @throws PermanentFailure `unsafe-id`
 */
export function checkedId(id: string | undefined): string {
  const { data } = envelopeIdSchema.safeParse(id);
  if (data === undefined) throw new PermanentFailure('unsafe-id');
  return data;
}
