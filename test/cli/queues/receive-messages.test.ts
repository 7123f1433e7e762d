import { peekQueue } from '../../../cli/queues/receive-messages';
import { memoryQueue, queued } from './memory-queue';

describe('peeking', () => {
  it.each([
    [100, 25],
    [12, 12],
    [0, 0],
  ])(
    'returns up to %i of 25 messages, here %i, oldest first, and releases all that it received',
    async (max, count) => {
      const queue = memoryQueue(Array.from({ length: 25 }, (_, index) => queued(String(index), 100 - index)));

      const found = await peekQueue(queue, max);

      expect(found).toHaveLength(count);
      expect(found.map(({ sentAt }) => sentAt)).toEqual(
        found.map(({ sentAt }) => sentAt).sort((a, b) => a - b),
      );
      expect(queue.hidden.size).toBe(0);
      expect(queue.messages).toHaveLength(25);
      expect(queue.calls.filter(([method]) => method === 'remove' || method === 'send')).toEqual([]);
    },
  );

  it('releases what it received even if it fails', async () => {
    const queue = memoryQueue(Array.from({ length: 25 }, () => queued('x')));
    let calls = 0;
    const failing = {
      ...queue,
      receive: () => (++calls > 2 ? Promise.reject(new Error('denied')) : queue.receive(60)),
    };

    await expect(peekQueue(failing, 100)).rejects.toThrow('denied');

    expect(queue.hidden.size).toBe(0);
  });
});
