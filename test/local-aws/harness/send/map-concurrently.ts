/**
 * Works on items with so many of them on their way at any moment, begun in their order. Gives the answers in the order of
 * the items. When one fails, no other is begun.
 */
export async function mapConcurrently<Item, Answer>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const lane = async () => {
    try {
      for (let index = next++; index < items.length; index = next++)
        answers[index] = await work(items[index]!);
    } catch (error) {
      next = items.length;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}
