import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { synthEnvironment } from './example-template';
import type { Example } from './example';
import { projectRoot } from './pack-languages';
import { run } from './run';

/** Installs the jar into a Maven repository of its own, then compiles and runs the example. */
export const javaExample: Example = {
  language: 'java',
  build({ packages, folder, version }) {
    cpSync(join(projectRoot, 'examples', 'java'), folder, { recursive: true });
    const name = `cdk-esign-webhooks-${version}`;
    const path = join(
      packages,
      'java',
      'io',
      'github',
      'cdk-esign-webhooks',
      'cdk-esign-webhooks',
      version,
      name,
    );
    mvn(folder, ['install:install-file', `-Dfile=${path}.jar`, `-DpomFile=${path}.pom`]);
    mvn(folder, ['compile']);
  },
  synth: ({ folder, outdir }) => mvn(folder, ['exec:java'], synthEnvironment(outdir)),
};

function mvn(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const repository = join(cwd, '..', 'maven-repository');
  run('mvn', ['--quiet', '--batch-mode', `-Dmaven.repo.local=${repository}`, ...args], { cwd, env });
}
