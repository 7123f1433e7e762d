// Makes the package of a language, builds the sample app with it, and compares the app's template with the one of the TypeScript
// app. Prints the seconds of each step. It needs the tools of the language: JDK 17 and Maven, or Go.
//
//   npm run build && npm run samples
//   npm run example:java        (or example:go, example:python)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Example } from './example';
import { exampleTemplate, typescriptTemplate } from './example-template';
import { goExample } from './go-example';
import { javaExample } from './java-example';
import { packLanguages, projectRoot } from './pack-languages';
import { pythonExample } from './python-example';

const examples: readonly Example[] = [pythonExample, javaExample, goExample];

function main(language: string | undefined): void {
  const example = examples.find((one) => one.language === language);
  if (!example) throw new Error(`Give one of ${examples.map((one) => one.language).join(', ')}.`);
  const place = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    process.exitCode = hasSameTemplate(example, place) ? 0 : 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function hasSameTemplate({ language, build, synth }: Example, place: string): boolean {
  const packages = join(place, 'packages');
  const folder = join(place, 'app');
  const outdir = join(place, 'out');
  timed('package', () => packLanguages(packages, [language]));
  timed('build', () => build({ packages, folder, version: packageVersion() }));
  timed('synth', () => synth({ folder, outdir }));
  const isSame = exampleTemplate(outdir) === typescriptTemplate(join(place, 'typescript'));
  console.log(`${language}: ${isSame ? 'the same template as the TypeScript app' : 'ANOTHER TEMPLATE'}`);
  return isSame;
}

function timed(step: string, work: () => void): void {
  const started = performance.now();
  work();
  console.log(`${step.padEnd(8)} ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

const packageVersion = () =>
  (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;

main(process.argv[2]);
