/** Control characters (C0, delete, C1), line and paragraph separators, and the controls of the writing direction. */
const unprintable = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Returns one line of text that a terminal only shows: strangers wrote some of it, and an escape could clear the screen or
 * turn the text around. Each such character becomes its escape in JSON, so JSON keeps its meaning.
 */
export function printable(text: string): string {
  return text.replaceAll(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
