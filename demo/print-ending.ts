import { summarizeAdaptations, type Adaptation } from '../test/local-aws/harness/deploy/adaptation';
import type { Narrator } from './narrator';

/** Prints what the demo cannot show, and what to do next. */
export function printEnding(
  narrator: Pick<Narrator, 'heading' | 'detail' | 'command'>,
  { adaptations, staysUp }: { readonly adaptations: readonly Adaptation[]; readonly staysUp: boolean },
): void {
  narrator.heading('The local AWS differs from AWS in these points:');
  for (const line of summarizeAdaptations(adaptations)) narrator.detail(line);
  if (!staysUp) {
    narrator.heading('Next: keep the local AWS, send webhooks to it, and look at its queues and buckets:');
    narrator.command('npm run demo -- --keep');
  }
  narrator.heading('To use the construct in your own stack, see README.md, "Use it in your stack".');
}
