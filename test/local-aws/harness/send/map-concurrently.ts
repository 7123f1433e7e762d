/** Maps items, at most `concurrency` at a time, started in order. After a failure it starts no other item. */
export async function mapConcurrently<Item, Answer>(
  items: readonly Item[],
  concurrency: number,
  map: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async () => {
    try {
      for (let index = next++; index < items.length; index = next++)
        answers[index] = await map(items[index]!);
    } catch (error) {
      next = items.length;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return answers;
}
