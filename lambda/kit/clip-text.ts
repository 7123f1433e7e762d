/** The beginning of a text: at most `longest` UTF-16 units, never ending within a character. */
export function clipText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const splitsPair =
    /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(longest));
  return text.slice(0, splitsPair ? longest - 1 : longest);
}
