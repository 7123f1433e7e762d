import * as z from 'zod';
import { httpsRequest } from '../harness/send/https-request';
import type { RunningSample } from '../harness/sample/launch-sample';
import { runCli } from '../harness/sample/run-cli';

/** A message in a dead-letter queue. */
export interface DeadMessage {
  /** The dead-letter queue's name. */
  readonly queue: string;
  readonly text: string;
}

/** The emulator's list of messages, by account, region and queue URL. */
const messagesSchema = z.object({
  messages: z.record(
    z.string(),
    z.record(z.string(), z.record(z.string(), z.array(z.object({ Body: z.string() })))),
  ),
});

const isDeadLetterQueue = (url: string) => url.includes('DeadLetter');

/** Reads the messages of the dead-letter queues without receiving them. */
export async function peekDeadLetters({
  emulator: { endpoint, ca },
}: Pick<RunningSample, 'emulator'>): Promise<readonly DeadMessage[]> {
  const { body } = await httpsRequest(`${endpoint}/_ministack/sqs/messages`, { ca });
  const { messages } = messagesSchema.parse(JSON.parse(body.toString()));
  const queues = Object.values(messages).flatMap(Object.values<Record<string, { Body: string }[]>>);
  return queues
    .flatMap((byUrl) => Object.entries(byUrl))
    .filter(([url]) => isDeadLetterQueue(url))
    .flatMap(([url, found]) => found.map(({ Body: text }) => ({ queue: url.split('/').at(-1) ?? '', text })));
}

/** The part of the output of `redrive --json` that is read. */
const redrivenSchema = z.object({ queues: z.array(z.object({ moved: z.number() })) });

/** Runs the `redrive` command on all queues and returns the number of moved messages. */
export async function redriveAll({
  emulator,
  stack,
}: Pick<RunningSample, 'emulator' | 'stack'>): Promise<number> {
  const { code, stdout, stderr } = await runCli(
    emulator,
    ...['redrive', '--stack', stack.name, '--no-follow', '--json'],
  );
  if (code !== 0) throw new Error(`redrive ended with ${code}: ${stderr}`);
  const { queues } = redrivenSchema.parse(JSON.parse(stdout));
  return queues.reduce((sum, { moved }) => sum + moved, 0);
}
