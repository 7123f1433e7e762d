import { loadAssemblyFromPath, type Docs } from '@jsii/spec';
import { root } from './packed';

/** A doc comment of the API, with its name. */
interface Comment {
  readonly of: string;
  readonly docs: Docs | undefined;
}

const assembly = loadAssemblyFromPath(root);

const comments: readonly Comment[] = Object.values(assembly.types ?? {}).flatMap((type) => {
  const members =
    type.kind === 'enum'
      ? type.members
      : [
          ...(type.properties ?? []),
          ...(type.methods ?? []).flatMap((one) => [one, ...(one.parameters ?? [])]),
        ];
  return [
    { of: type.name, docs: type.docs },
    ...members.map(({ name, docs }) => ({ of: `${type.name}.${name}`, docs })),
  ];
});

/** Code that a user of another language cannot write. JSON has quotes around its names. */
const typeScript =
  /(?<!")\b[a-z]\w*: (?:true|false|\[|\{)|\bnew [A-Z][a-z]|\b[Uu]ndefined\b|\bnull\b|\w\(\)|\b(?:Type|Java)Script\b/;

it('doc comments have no TypeScript, because they are the documentation in all languages', () => {
  const texts = comments.map(
    ({ of, docs }) => `${of}: ${docs?.summary ?? ''} ${docs?.remarks ?? ''} ${docs?.default ?? ''}`,
  );

  expect(texts.length).toBeGreaterThan(150);
  expect(texts.filter((text) => typeScript.test(text))).toEqual([]);
  expect(
    ['x: a `reconcile: false` of it', 'x: Undefined without it', 'x: see `widgets()`'].every((text) =>
      typeScript.test(text),
    ),
  ).toBe(true);
});

it('no sample is in a doc comment that another type inherits: jsii-pacmak for Go finds no translation of it there', () => {
  const types = Object.values(assembly.types ?? {});
  const parents = types.flatMap((type) => [
    ...('base' in type && type.base ? [type.base] : []),
    ...('interfaces' in type ? (type.interfaces ?? []) : []),
  ]);
  const inherited = types
    .filter(({ fqn }) => parents.includes(fqn))
    .flatMap((type) => (type.kind === 'enum' ? [] : [...(type.methods ?? []), ...(type.properties ?? [])]));

  expect(inherited.length).toBeGreaterThan(20);
  expect(inherited.filter(({ docs }) => docs?.example !== undefined).map(({ name }) => name)).toEqual([]);
});

it('no doc comment begins with (experimental)', () => {
  expect(comments.filter(({ docs }) => docs?.stability !== undefined && docs.stability !== 'stable')).toEqual(
    [],
  );
  expect(assembly.docs?.stability).toBe('stable');
});
