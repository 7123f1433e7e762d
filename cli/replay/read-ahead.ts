/** Reads items in their order, several at a time. The results come in the order of the items. */
export async function* readAhead<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Promise<Result>,
  atOnce: number,
): AsyncGenerator<readonly [Item, Result], void> {
  const running: (readonly [Item, Promise<Result>])[] = [];
  for (const item of items) {
    const result = read(item);
    // Its turn comes later: until then its failure is nobody's.
    result.catch(() => undefined);
    running.push([item, result]);
    const next = running.length < atOnce ? undefined : running.shift();
    if (next) yield [next[0], await next[1]];
  }
  for (const [item, reading] of running) yield [item, await reading];
}
