import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './pack-languages';
import { run } from './run';

/** The variables of a synth: where it writes, and without CDK's own check of templates, which takes most of the time. */
export const synthEnvironment = (outdir: string) => ({
  CDK_OUTDIR: outdir,
  CDK_CONTEXT_JSON: '{}',
  CDK_VALIDATION: 'false',
});

/** Returns the template that `examples/four-providers` has in its folder of outputs. */
export const exampleTemplate = (outdir: string): string =>
  readFileSync(join(outdir, 'FourProviders.template.json'), 'utf8');

/** Synthesizes the TypeScript app, and returns its template. The apps in other languages must have the same one. */
export function typescriptTemplate(outdir: string): string {
  const tsx = join(projectRoot, 'node_modules', '.bin', 'tsx');
  run(tsx, ['examples/four-providers.ts'], { cwd: projectRoot, env: synthEnvironment(outdir) });
  return exampleTemplate(outdir);
}
