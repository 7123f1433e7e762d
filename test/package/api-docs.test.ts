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

it('no doc comment begins with (experimental)', () => {
  expect(comments.filter(({ docs }) => docs?.stability !== undefined && docs.stability !== 'stable')).toEqual(
    [],
  );
  expect(assembly.docs?.stability).toBe('stable');
});
