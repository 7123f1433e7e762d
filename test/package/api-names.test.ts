import { loadAssemblyFromPath, type Assembly, type Parameter, type Type } from '@jsii/spec';
import { root } from './packed';

// jsii itself refuses the keywords of Python, Java, C# and Go: `npm run compile` treats its warnings as errors.

type Types = NonNullable<Assembly['types']>;

/** A method or constructor. The fields of a struct at its end are keyword arguments in Python. */
interface Call {
  readonly name: string;
  readonly parameters?: readonly Parameter[];
}

/** Methods that each Java object has. */
const ofJavaObjects = [
  'getClass',
  'hashCode',
  'equals',
  'toString',
  'notify',
  'notifyAll',
  'wait',
  'clone',
  'finalize',
];

const membersOf = (type: Type): string[] =>
  type.kind === 'enum'
    ? type.members.map(({ name }) => name)
    : [...(type.properties ?? []), ...(type.methods ?? [])].map(({ name }) => name);

const callsOf = (type: Type): Call[] => {
  if (type.kind === 'enum') return [];
  const constructor =
    type.kind === 'class' && type.initializer ? [{ ...type.initializer, name: 'constructor' }] : [];
  return [...(type.methods ?? []), ...constructor];
};

function fieldsOf(types: Types, fqn: string): string[] {
  const type = types[fqn];
  if (type?.kind !== 'interface' || !type.datatype) return [];
  return [...membersOf(type), ...(type.interfaces ?? []).flatMap((parent) => fieldsOf(types, parent))];
}

const fieldsOfParameter = (types: Types, { type }: Parameter) =>
  'fqn' in type ? fieldsOf(types, type.fqn) : [];

/** Python, C# and Go have other spellings, so names may only differ in letters and digits. */
const letters = (name: string) => name.replaceAll('_', '').toLowerCase();

/** An abbreviation in capitals, such as `webhookURL`, becomes `webhook_u_r_l`. */
const isInWords = (name: string) =>
  /^I?[A-Za-z][a-z0-9]*(?:[A-Z][a-z0-9]+)*$/.test(name) || /^[A-Z][A-Z0-9_]*$/.test(name);

function faults(types: Types, type: Type): string[] {
  const names = membersOf(type);
  const isRepeated = (name: string, index: number) =>
    names.findIndex((other) => letters(other) === letters(name)) < index;
  return [
    ...names.filter(isRepeated).map((name) => `${name} has the name of another member in some language`),
    ...names
      .filter((name) => letters(name) === letters(type.name))
      .map((name) => `${name} is named as its class`),
    ...names
      .filter((name) => ofJavaObjects.includes(name))
      .map((name) => `${name} is a method of Java's objects`),
    ...[type.name, ...names]
      .filter((name) => !isInWords(name))
      .map((name) => `${name} is not spelled in words`),
    ...callsOf(type).flatMap(({ name, parameters = [] }) =>
      parameterFaults(types, parameters).map((fault) => `${name} ${fault}`),
    ),
  ];
}

/** Structs of CDK are known by their names. */
const isStruct = ({ type }: Parameter) => 'fqn' in type && /(?:Options|Props|Attributes)$/.test(type.fqn);

function parameterFaults(types: Types, parameters: readonly Parameter[]): string[] {
  const keywords = parameters.slice(-1).flatMap((last) => fieldsOfParameter(types, last));
  const optional = parameters.filter((parameter) => parameter.optional && !isStruct(parameter));
  return [
    ...parameters
      .filter(({ name }) => keywords.includes(name))
      .map(({ name }) => `has two arguments ${name} in Python`),
    ...(parameters.slice(0, -1).some(isStruct) ? ['has a struct that is not its last parameter'] : []),
    ...(optional.length > 1 ? ['has two optional parameters beside its options'] : []),
  ];
}

const types = loadAssemblyFromPath(root).types ?? {};

it.each(Object.values(types).map((type) => [type.name, type] as const))(
  '%s and its members have names for all languages',
  (_, type) => {
    expect(faults(types, type)).toEqual([]);
  },
);

it('finds names that some language cannot have', () => {
  const text = { primitive: 'string' };
  const options = {
    kind: 'interface',
    datatype: true,
    name: 'Options',
    properties: [{ name: 'id', type: text }],
  };
  const parameters = [
    { name: 'options', type: { fqn: 'x.Options' } },
    { name: 'id', type: text, optional: true },
    { name: 'name', type: text, optional: true },
  ];
  const properties = ['fooUrl', 'foo_url', 'webhookURL', 'signing', 'getClass'].map((name) => ({
    name,
    type: text,
  }));
  const methods = [
    { name: 'add', parameters },
    { name: 'make', parameters: [parameters[1], parameters[0]] },
  ];
  const signing = { kind: 'class', name: 'Signing', properties, methods };
  const planted = { 'x.Options': options, 'x.Signing': signing } as unknown as Types;

  expect(faults(planted, planted['x.Signing']!)).toEqual([
    'foo_url has the name of another member in some language',
    'signing is named as its class',
    "getClass is a method of Java's objects",
    'foo_url is not spelled in words',
    'webhookURL is not spelled in words',
    'add has a struct that is not its last parameter',
    'add has two optional parameters beside its options',
    'make has two arguments id in Python',
  ]);
});
