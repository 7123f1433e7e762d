/** Prints TypeScript types from JSON Schemas: as much of JSON Schema as the contracts use. */

/** A JSON Schema, as zod makes them of the contracts. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly string[];
  readonly not?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
}

/** The named schemas that another one refers to. */
export type Definitions = Readonly<Record<string, JsonSchema>>;

/** Prints the declaration of each definition. */
export function printTypes(definitions: Definitions): string {
  return Object.entries(definitions)
    .map(([name, schema]) => printDeclaration(name, schema, definitions))
    .join('\n');
}

function printDeclaration(name: string, schema: JsonSchema, definitions: Definitions): string {
  const about = printComment(schema.description);
  if (!schema.properties) return `${about}export type ${name} = ${printType(schema)};\n`;
  const types = schema.properties.type?.enum;
  const parameter = types ? `<Type extends ${name}Type = ${name}Type>` : '';
  const fields = printFields(schema, definitions);
  const body = types ? fields.replace(/^type: .*$/m, 'type: Type;') : fields;
  const list = types
    ? `/** The types of such events. */\nexport type ${name}Type = ${printEnum(types)};\n\n`
    : '';
  return `${list}${about}export interface ${name}${parameter} {\n${body}}\n`;
}

function printFields({ properties = {}, required = [] }: JsonSchema, definitions: Definitions): string {
  return Object.entries(properties)
    .map(([name, schema]) => {
      const { description } = schema.$ref ? { ...referred(schema.$ref, definitions), ...schema } : schema;
      return `${printComment(description)}${name}${required.includes(name) ? '' : '?'}: ${printType(schema, definitions)};\n`;
    })
    .join('');
}

/** Prints the type of a schema. */
function printType(schema: JsonSchema, definitions: Definitions = {}): string {
  if (schema.$ref) return definitionName(schema.$ref);
  if (schema.items) return `${printType(schema.items, definitions)}[]`;
  if (schema.properties) return `{\n${printFields(schema, definitions)}}`;
  return printValue(schema);
}

function printValue(schema: JsonSchema): string {
  if (schema.const !== undefined) return printConstant(schema.const);
  if (schema.enum) return printEnum(schema.enum);
  if (schema.anyOf) return schema.anyOf.map(printOpen).join(' | ');
  return printPlain(schema);
}

/** `string & {}` is any text, and lets an editor still propose the known ones. */
function printOpen(schema: JsonSchema): string {
  return schema.enum ? printEnum(schema.enum) : '(string & {})';
}

const plainTypes: ReadonlyMap<string | undefined, string> = new Map([
  ['string', 'string'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
  ['object', 'Record<string, unknown>'],
]);

function printPlain(schema: JsonSchema): string {
  const type = plainTypes.get(schema.type);
  if (!type) throw new Error(`No type is printed for ${JSON.stringify(schema)}`);
  return type;
}

function printEnum(values: readonly string[]): string {
  return values.map(printConstant).join(' | ');
}

function printConstant(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Prints a comment on one line, or on several of about 100 characters. */
function printComment(text: string | undefined): string {
  if (text === undefined) return '';
  const lines = text.match(/.{1,100}(?:\s|$)/g) ?? [];
  return lines.length === 1
    ? `/** ${text} */\n`
    : `/**\n${lines.map((line) => ` * ${line.trim()}\n`).join('')} */\n`;
}

/** Returns the name that a reference such as `#/$defs/ArchivedFile` has. */
export function definitionName(reference: string): string {
  return reference.replace('#/$defs/', '');
}

function referred(reference: string, definitions: Definitions): JsonSchema {
  return definitions[definitionName(reference)] ?? {};
}
