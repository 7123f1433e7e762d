// Makes the packages of other languages from the built package, with jsii-pacmak.
//
//   npm run build && npm run samples
//   npm run pack:languages -- <folder> [--code-only] <language> ...
//
// A language is python, java, dotnet or go. With --code-only it writes their code, and needs no compiler of the language.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './run';

/** The folder of this project. */
export const projectRoot = join(__dirname, '..', '..');

/** The languages that jsii-pacmak makes a package for. */
export const languages = ['python', 'java', 'dotnet', 'go'] as const;

/** A language of `languages`. */
export type Language = (typeof languages)[number];

/**
 * Makes the packages of these languages, each in a folder of its own: `python/*.whl`, `java/<Maven layout>`, `dotnet/*.nupkg`,
 * `go/<module>`. Throws if the package is not built, or if one cannot be made.
 */
export function packLanguages(
  folder: string,
  wanted: readonly Language[],
  { isCodeOnly = false }: { readonly isCodeOnly?: boolean } = {},
): void {
  for (const file of ['.jsii', '.jsii.tabl.json']) {
    if (!existsSync(join(projectRoot, file))) {
      throw new Error(`${file} is missing: run \`npm run build\` and \`npm run samples\`.`);
    }
  }
  const options = ['--no-npmignore', '--rosetta-tablet=.jsii.tabl.json', '--rosetta-unknown-snippets=fail'];
  const codeOnly = isCodeOnly ? ['--code-only'] : [];
  run(
    join(projectRoot, 'node_modules', '.bin', 'jsii-pacmak'),
    ['--targets', ...wanted, '--outdir', resolve(folder), ...codeOnly, ...options, '--', projectRoot],
    // The package is built already: its prepack script is not needed.
    { cwd: projectRoot, env: { npm_config_ignore_scripts: 'true' } },
  );
}

function main([folder, ...rest]: readonly string[]): void {
  const wanted = languages.filter((language) => rest.includes(language));
  const isCodeOnly = rest.includes('--code-only');
  if (!folder || wanted.length === 0 || wanted.length + Number(isCodeOnly) !== rest.length) {
    throw new Error(`Give a folder, then one or more of ${languages.join(', ')}, and perhaps --code-only.`);
  }
  packLanguages(folder, wanted, { isCodeOnly });
}

if (require.main === module) main(process.argv.slice(2));
