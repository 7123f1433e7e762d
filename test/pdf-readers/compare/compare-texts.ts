import type { Mark } from '../../../lambda/contracts/drawing-plan';

/** Returns the fields whose text a reader does not extract from its page. */
export function fieldsNotExtracted(fields: readonly Mark[], pages: readonly string[]): readonly string[] {
  const plainPages = pages.map(plain);
  return fields
    .filter((field) => field.kind === 'text' && !isExtracted(field.text, plainPages[field.page - 1] ?? ''))
    .map(({ field }) => field);
}

/** Readers put line ends, spaces and right-to-left texts in different orders. */
function isExtracted(text: string, plainPage: string): boolean {
  return text.split(/\s+/).every((word) => {
    const letters = plain(word);
    return plainPage.includes(letters) || plainPage.includes([...letters].reverse().join(''));
  });
}

/** Returns the words of the original's pages that a reader no longer extracts after the drawing. */
export function wordsLost(before: readonly string[], after: readonly string[]): readonly string[] {
  const plainAfter = after.map(plain);
  return before.flatMap((page, index) =>
    page.split(/\s+/).filter((word) => !plainAfter[index]?.includes(plain(word))),
  );
}

/** Without spaces, and with the same characters for the same letters: fonts have several forms of an Arabic one. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
}
