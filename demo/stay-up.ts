import { once } from 'node:events';
import type { RunningSample } from '../test/local-aws/harness/sample/launch-sample';
import {
  environmentLines,
  localAwsCommands,
  ownCommands,
  webhookCommands,
  type OfferedCommand,
} from './local-aws-commands';
import type { Narrator } from './narrator';

/** Prints commands for the local AWS, and waits for Ctrl-C. */
export async function stayUp(
  sample: RunningSample,
  { endpoints, narrator, signal }: StayUpOptions,
): Promise<void> {
  const { heading, command } = narrator;
  const print = (title: string, commands: readonly OfferedCommand[]) => {
    heading(title);
    for (const one of commands) {
      narrator.detail(`${one.what}:`);
      command(one.command);
    }
  };
  const webhooks = await webhookCommands(sample, endpoints);
  print('Post a genuine webhook. The envelope is new, so an event and an archive follow.', webhooks);
  print('See what the local AWS holds.', await localAwsCommands(sample));
  heading('Let the AWS CLI, the CDK CLI and the commands of this package use the local AWS.');
  for (const line of environmentLines(sample)) command(line);
  print('Then run the commands of this package, in the folder of this clone.', ownCommands(sample));
  heading('The local AWS stays up until you press Ctrl-C. Paste the lines in another terminal.');
  if (!signal.aborted) await once(signal, 'abort');
}

/** The options of `stayUp`. */
export interface StayUpOptions {
  readonly endpoints: readonly string[];
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
}
