import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Bench } from '../harness/bench';
import { interleave } from '../harness/interleave';
import { projectRoot } from '../harness/project-root';

const anchor = 'an empty stack';

/** The synth of a user's app. */
export const synthBench: Bench = {
  name: 'synth',
  title: 'The synth of an app',
  about:
    "CPU time to make and synthesize a stack, after aws-cdk-lib is loaded, and without CDK's own check of templates. Most of it is CDK's: it loads its modules for Lambda, API Gateway and CloudWatch.",
  async run({ isQuick, base }) {
    const subjects: readonly (readonly [string, string, number])[] = [
      [anchor, projectRoot, 0],
      ['the package is loaded, and nothing made', projectRoot, -1],
      ['one endpoint', projectRoot, 1],
      ['four endpoints', projectRoot, 4],
      ...(base ? [['four endpoints (before)', base, 4] as const] : []),
    ];
    const samples = await interleave(
      subjects.map(([name, root, endpoints]) => ({ name, sample: () => synthMs(root, endpoints) })),
      isQuick ? 1 : 7,
    );
    return { tables: [{ title: 'the app', unit: 'CPU ms', anchor, samples }] };
  },
};

async function synthMs(root: string, endpoints: number): Promise<number> {
  const program = join(projectRoot, 'bench', 'harness', 'synth-process.mjs');
  const child = fork(program, [root, String(endpoints)], {
    execArgv: [],
    env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
  if (typeof message !== 'object') throw new Error(`The synth ended with ${String(message)}`);
  return (message as { readonly cpuMs: number }).cpuMs;
}
