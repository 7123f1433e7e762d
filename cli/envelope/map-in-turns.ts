/** How many objects are read at the same time. */
const concurrency = 4;

/** Maps each item, some at the same time. The results are in the order of the items. The first failure ends it. */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += concurrency) {
    results.push(...(await Promise.all(items.slice(first, first + concurrency).map(map))));
  }
  return results;
}
