import { moveMessages } from '../../../cli/queues/move-messages';
import type { QueuedMessage } from '../../../cli/queues/queue';
import { memoryQueue, queued } from './memory-queue';

const start = 500;
const older = ({ sentAt }: { readonly sentAt: number }) => sentAt < start;

describe('moving', () => {
  it('sends every message unchanged, with its attributes, before it deletes it', async () => {
    const trace: string[] = [];
    const messages = Array.from({ length: 25 }, (_, index) =>
      queued(`{"body":"é ${index}"}`, 1, { a: index }),
    );
    const from = memoryQueue(messages);
    const to = memoryQueue();
    const moved: number[] = [];

    const result = await moveMessages({
      from: { ...from, remove: (some) => (trace.push(`remove ${some.length}`), from.remove(some)) },
      to: { ...to, send: (one) => (trace.push('send'), to.send(one)) },
      wanted: older,
      onMoved: (count) => moved.push(count),
    });

    expect(result).toEqual({ moved: 25, remaining: [] });
    expect(moved).toEqual([10, 20, 25]);
    expect(from.messages).toEqual([]);
    expect(to.messages.map(({ body, attributes }) => ({ body, attributes }))).toEqual(
      messages.map(({ body, attributes }) => ({ body, attributes })),
    );
    expect(trace.slice(0, 11)).toEqual([...Array<string>(10).fill('send'), 'remove 10']);
  });

  it('leaves a message that comes back during the move, and releases it', async () => {
    const from = memoryQueue([queued('poison', 1)]);
    const to = memoryQueue();
    let sent = 0;
    const bouncing = {
      ...to,
      send: async (message: { body: string; attributes: Record<string, unknown> }) => {
        sent++;
        from.messages.push(queued(message.body, start + sent));
        return to.send(message);
      },
    };

    const result = await moveMessages({ from, to: bouncing, wanted: older, onMoved: () => undefined });

    expect({ result, sent }).toMatchObject({
      result: { moved: 1, remaining: [{ body: 'poison' }] },
      sent: 1,
    });
    expect(from.messages).toHaveLength(1);
    expect(from.hidden.size).toBe(0);
  });

  it('finds messages behind those that become visible again in a slow move, and releases by the last receipt', async () => {
    const other = Array.from({ length: 15 }, () => queued('of another endpoint', 1));
    const from = memoryQueue([...other, ...Array.from({ length: 12 }, () => queued('wanted', 1))]);
    const to = memoryQueue();
    let calls = 0;
    const receipts: string[] = [];
    const slow = {
      ...from,
      receive: async () => {
        // The first messages become visible again.
        if (++calls === 2) from.hidden.clear();
        return (await from.receive(1)).map((one) => ({ ...one, receiptHandle: `${one.id} at ${calls}` }));
      },
      release: (some: readonly QueuedMessage[]) => {
        receipts.push(...some.map(({ receiptHandle }) => receiptHandle));
        return from.release(some);
      },
    };

    const wanted = ({ body }: { readonly body: string }) => body === 'wanted';
    const result = await moveMessages({ from: slow, to, wanted, onMoved: () => undefined });

    expect({ ...result, remaining: result.remaining.length }).toEqual({ moved: 12, remaining: 15 });
    expect(receipts).toEqual(other.map(({ id }, index) => `${id} at ${index < 10 ? 2 : 3}`));
    expect(from.hidden.size).toBe(0);
  });

  it.each([1, 2, 3, 7])(
    'stops even if no message stays hidden: the queue makes all visible again after every %i calls',
    async (after) => {
      const from = memoryQueue(Array.from({ length: 25 }, () => queued('of another endpoint', 1)));
      let calls = 0;
      const leaky = {
        ...from,
        receive: () => {
          if (++calls % after === 0) from.hidden.clear();
          return from.receive(1);
        },
      };

      const result = await moveMessages({
        from: leaky,
        to: memoryQueue(),
        wanted: () => false,
        onMoved: () => undefined,
      });

      expect(result.moved).toBe(0);
      expect(calls).toBeLessThan(20);
    },
  );

  it('fails if a message cannot be sent, after it has deleted those that were sent, and only those', async () => {
    const [good, bad] = [queued('good', 1), queued('bad', 1)];
    const from = memoryQueue([good, bad]);
    const to = memoryQueue();
    const failing = {
      ...to,
      send: (message: typeof good) =>
        message.body === 'bad' ? Promise.reject(new Error('no')) : to.send(message),
    };

    const move = moveMessages({ from, to: failing as typeof to, wanted: older, onMoved: () => undefined });

    await expect(move).rejects.toThrow('no');
    expect(from.messages).toEqual([bad]);
    expect(to.messages).toHaveLength(1);
    expect(from.hidden.size).toBe(0);
  });

  it('leaves two copies if it dies between sending and deleting', async () => {
    const from = memoryQueue([queued('one', 1)]);
    const to = memoryQueue();
    const dying = { ...from, remove: () => Promise.reject(new Error('killed')) };

    await expect(moveMessages({ from: dying, to, wanted: older, onMoved: () => undefined })).rejects.toThrow(
      'killed',
    );

    expect([from.messages.length, to.messages.length]).toEqual([1, 1]);
  });
});
