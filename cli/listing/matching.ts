import type { CompletedEnvelope } from '../../lambda/providers/envelope-lister';

/** Makes the test whether an envelope has a text in its title, in a reference of the sender or in an id, in any case. */
export function matching(text: string): (envelope: CompletedEnvelope) => boolean {
  const wanted = folded(text);
  return ({ id, legacyId, title, externalIds = [] }) =>
    [id, legacyId, title, ...externalIds].some((one) => one !== undefined && folded(one).includes(wanted));
}

/** Texts that look the same are the same: an accent may be a character of its own, or a part of one. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase();
