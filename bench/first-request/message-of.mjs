import { once } from 'node:events';

/** Returns the next message of a process. Throws if the process ends before. */
export async function messageOf(child) {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process ended with ${code}`);
  });
  ended.catch(() => undefined);
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}
