import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A text of several words in the code, without its values. */
interface Text {
  readonly place: string;
  readonly text: string;
  /** Whether `message` makes it, which names props in the language of the user's app. */
  readonly isMessage: boolean;
}

const root = join(__dirname, '..', '..');

function textsOf(file: string, code: string): Text[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    const text = ownText(node);
    if (text?.includes(' ')) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ place: `${file}:${line}`, text, isMessage: isTagged(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Returns the literal parts of a text. An ellipsis stands for a value. */
function ownText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('…');
}

const isTagged = ({ parent }: ts.Node) =>
  ts.isTaggedTemplateExpression(parent) && parent.tag.getText() === 'message';

/** A name of several words is spelled differently in the languages. */
const camelCase = /\b[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+\b/;

const typeScript: readonly (readonly [what: string, form: RegExp])[] = [
  ['an object', /\{ ?…|\{ ?\w+: |\{\}/],
  ['a prop with its value', /\b[a-z]\w*: (?:true|false|\[|\{|')/],
  ['a constructor', /\bnew [A-Z][a-z]\w+\b|\bnew \w+\(/],
  ['a call', /\w\(\)/],
  ['an empty list', /\[\]/],
  ['a value that other languages do not have', /\bundefined\b|\bnull\b/],
  ['a type', /\b(?:string|number|boolean|Record<|Array<)(?:\[\]|>)|\w+\?:/],
];

const breaches = (all: readonly Text[]) =>
  all.flatMap(({ place, text, isMessage }) => [
    ...(!isMessage && camelCase.test(text) ? [`${place} names a prop without \`message\`: ${text}`] : []),
    ...typeScript.filter(([, form]) => form.test(text)).map(([what]) => `${place} has ${what}: ${text}`),
  ]);

const texts = globSync('lib/**/*.ts', { cwd: root }).flatMap((file) =>
  textsOf(file, readFileSync(join(root, file), 'utf8')),
);

test('a message of the construct names props for each language, and has no TypeScript', () => {
  expect(texts.filter(({ isMessage }) => isMessage).length).toBeGreaterThan(40);
  expect(breaches(texts)).toEqual([]);
});

test.each([
  ["'set apiUrl to an address'", /names a prop without/],
  ['`apiUrl is "${x}": change it`', /names a prop without/],
  ['message`give EsignProvider.signPlus({ … }) then`', /has an object/],
  ["'set it to { versioned: true } here'", /has an object/],
  ["'remove archive: false, please'", /has a prop with its value/],
  ["'make a new Secret() first'", /has a constructor/],
  ["'the endpoints are [] here'", /has an empty list/],
  ["'the value is undefined here'", /has a value that/],
  ["'call it() again'", /has a call/],
])('finds the fault of %s', (code, fault) => {
  expect(breaches(textsOf('lib/x.ts', `export const x = ${code};`)).join('\n')).toMatch(fault);
});
