// Builds the entry points beside the construct, such as `cdk-esign-webhooks/events`: for each, CommonJS, ESM and declarations.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The sources of the entry points. Each has its files at the same path in `dist`: CommonJS, ESM, and the declarations of both.
 * Each also has its line in `exports` of package.json.
 */
export const entryPoints = ['events/index.ts', 'events/zod.ts', 'testing/index.ts'];

/** Returns the esbuild options for an entry point. Packages stay imports: they are the user's own. */
export const entryOptions = (source, format) => ({
  absWorkingDir: root,
  entryPoints: [source],
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format,
  legalComments: 'none',
  write: false,
  metafile: true,
  logLevel: 'warning',
});

/** Builds one entry point. The declarations of ESM are those of CommonJS, so that both have the same types. */
async function buildEntryPoint(source) {
  const target = join(root, 'dist', source.replace(/\.ts$/, ''));
  write(`${target}.js`, await bundled(source, 'cjs'));
  write(`${target}.mjs`, await bundled(source, 'esm'));
  writeDeclarations(join(root, source), dirname(source));
  write(`${target}.d.mts`, `export * from './${target.split('/').at(-1)}.js';\n`);
}

async function bundled(source, format) {
  const { outputFiles } = await build(entryOptions(source, format));
  return outputFiles[0].text;
}

/** Writes the declarations of a source and of each source that they import. All are in the folder of the entry point. */
function writeDeclarations(source, folder, written = new Set()) {
  if (written.has(source)) return;
  written.add(source);
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
    fileName: source,
    compilerOptions: { strict: true, isolatedDeclarations: true, target: 'ES2022', module: 'node16' },
  });
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, formatHost));
  const path = relative(root, source);
  if (dirname(path) !== folder)
    throw new Error(`The declarations of ${folder} import ${path}, which is outside of it`);
  write(join(root, 'dist', path.replace(/\.ts$/, '.d.ts')), outputText);
  for (const imported of importedSources(source, outputText)) writeDeclarations(imported, folder, written);
}

/** Returns the sources that declarations import. Another entry point has its own declarations. */
function importedSources(source, declarations) {
  return ts
    .preProcessFile(declarations)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => `${join(dirname(source), fileName)}.ts`)
    .filter((imported) => !entryPoints.includes(relative(root, imported)));
}

const formatHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => root,
  getNewLine: () => '\n',
};

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const folder of new Set(entryPoints.map(dirname)))
    rmSync(join(root, 'dist', folder), { recursive: true, force: true });
  for (const source of entryPoints) await buildEntryPoint(source);
}
