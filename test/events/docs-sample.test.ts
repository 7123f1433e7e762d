import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');

/** The samples of the page that a consumer copies. */
const samples = [...readFileSync(join(root, 'docs', 'events.md'), 'utf8').matchAll(/```ts\n([^]*?)```/g)]
  .map(([, code]) => code!)
  .filter((code) => /from 'cdk-esign-webhooks\/(events|testing)'/.test(code));

/** Compiles a sample as if it were a file of this project, with stricter flags. */
function errorsOf(code: string): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => readFileSync(file, 'utf8')) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const sample = join(root, 'sample.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === sample || fileExists(file);
  host.getSourceFile = (file, target) =>
    file === sample ? ts.createSourceFile(file, code, target) : getSourceFile(file, target);
  const program = ts.createProgram([sample], { ...options, exactOptionalPropertyTypes: true }, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('the samples of the page about events compile', () => {
  expect(samples.map(errorsOf)).toEqual([[], []]);
});

test('a sample with a misspelt field would be found', () => {
  expect(
    errorsOf(
      samples.find((code) => code.includes('event.problem'))!.replace('event.problem', 'event.problems'),
    ),
  ).toEqual([expect.stringContaining("Property 'problems' does not exist")]);
});
