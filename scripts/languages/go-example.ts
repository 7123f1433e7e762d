import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { synthEnvironment } from './example-template';
import type { Example } from './example';
import { projectRoot } from './pack-languages';
import { run } from './run';

const module = 'github.com/cdk-esign-webhooks/cdk-esign-webhooks-go/cdkesignwebhooks';

/** Builds the example with the generated module in place of the published one. */
export const goExample: Example = {
  language: 'go',
  build({ packages, folder }) {
    cpSync(join(projectRoot, 'examples', 'go'), folder, { recursive: true });
    const generated = join(packages, 'go', 'cdkesignwebhooks');
    run('go', ['mod', 'edit', `-replace=${module}=${generated}`], { cwd: folder });
    run('go', ['mod', 'tidy'], { cwd: folder });
    run('go', ['vet', '.'], { cwd: folder });
    run('go', ['build', '-o', 'four-providers', '.'], { cwd: folder });
  },
  synth: ({ folder, outdir }) =>
    run(join(folder, 'four-providers'), [], { cwd: folder, env: synthEnvironment(outdir) }),
};
