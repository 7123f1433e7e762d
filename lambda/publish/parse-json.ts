/** What a text says as JSON; nothing where it is none. The error is dropped on purpose: it quotes the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
