// Reads generated C# and a program that uses it with a grammar of C#, because no .NET SDK compiles them here. Prints JSON: the
// number of files, those that the grammar cannot read, and the used props and members that the generated code lacks.
//
//   tsx scripts/languages/check-csharp.ts <folder of the generated code> <program>
import { Language, Parser } from '@vscode/tree-sitter-wasm';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

type Parse = (code: string) => NonNullable<ReturnType<Parser['parse']>>['rootNode'];

async function makeParse(): Promise<Parse> {
  await Parser.init();
  const grammars = dirname(require.resolve('@vscode/tree-sitter-wasm'));
  const parser = new Parser().setLanguage(await Language.load(join(grammars, 'tree-sitter-c-sharp.wasm')));
  return (code) => {
    const tree = parser.parse(code);
    if (!tree) throw new Error('The grammar of C# gave no tree.');
    return tree.rootNode;
  };
}

/** Returns the names of the members that the code of one type declares. */
const membersOf = (parse: Parse, code: string): (string | undefined)[] =>
  parse(code)
    .descendantsOfType(['method_declaration', 'property_declaration'])
    .map((node) => node?.childForFieldName('name')?.text);

/** Returns `Type.Member` for each prop that the program sets, and for each member that it reads of a name. */
function usedMembers(parse: Parse, program: string): string[] {
  const tree = parse(program);
  const props = tree.descendantsOfType('object_creation_expression').flatMap((creation) => {
    const type = creation?.childForFieldName('type')?.text;
    const assignments = creation?.childForFieldName('initializer')?.namedChildren ?? [];
    return assignments.map((prop) => `${type}.${prop?.childForFieldName('left')?.text}`);
  });
  const members = tree.descendantsOfType('member_access_expression').map((node) => node?.text ?? '');
  // The program's variable for the construct.
  return [...props, ...members].map((name) => name.replace(/^signing\./, 'EsignWebhooks.'));
}

async function main([folder = '', program = '']: readonly string[]): Promise<void> {
  const parse = await makeParse();
  const files = globSync('**/*.cs', { cwd: folder }).map((file) => join(folder, file));
  const codes = new Map(files.map((file) => [basename(file, '.cs'), readFileSync(file, 'utf8')]));
  const code = readFileSync(program, 'utf8');
  const used = usedMembers(parse, code).filter((name) => codes.has(name.split('.')[0] ?? ''));
  const missing = used.filter((name) => {
    const [type = '', member] = name.split('.');
    const inherited = type === 'EsignWebhooks' ? codes.get('EsignWebhooksBase') : '';
    return !membersOf(parse, `${codes.get(type)}\n${inherited}`).includes(member);
  });
  const unreadable = [...codes, [program, code] as const].filter(([, text]) => parse(text).hasError);
  console.log(
    JSON.stringify({ files: codes.size, unreadable: unreadable.map(([name]) => name), used, missing }),
  );
}

void main(process.argv.slice(2));
