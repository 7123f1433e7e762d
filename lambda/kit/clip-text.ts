/** The beginning of a text: at most `longest` UTF-16 units, never ending with half a character. */
export function clipText(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
}
