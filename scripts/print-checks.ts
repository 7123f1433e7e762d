/** Prints the checks of the parser (`events/checks.ts`) from JSON Schemas: as much of JSON Schema as the contracts use. */
import { definitionName, type Definitions, type JsonSchema } from './print-types';

/** Prints a constant for each definition, in an order in which each is there before it is used. */
export function printChecks(definitions: Definitions): string {
  const printed: string[] = [];
  const done = new Set<string>();
  const visit = (name: string) => {
    if (done.has(name)) return;
    done.add(name);
    const schema = definitions[name] ?? {};
    for (const used of JSON.stringify(schema).matchAll(/#\/\$defs\/(\w+)/g)) visit(used[1] ?? '');
    printed.push(`const ${constantName(name)} = ${printCheck(schema)};\n`);
  };
  Object.keys(definitions).forEach(visit);
  return printed.join('\n');
}

/** Returns the name of the constant for a definition. */
export function constantName(definition: string): string {
  return definition.charAt(0).toLowerCase() + definition.slice(1);
}

/** Prints the check of a schema. */
export function printCheck(schema: JsonSchema): string {
  if (schema.$ref) return constantName(definitionName(schema.$ref));
  if (schema.const !== undefined) return `exactly(${JSON.stringify(schema.const)})`;
  if (schema.items) return `list(${printCheck(schema.items)})`;
  if (schema.properties) return printObject(schema);
  if (schema.type === 'object') return 'anyObject';
  return printPlain(schema);
}

function printPlain({ type, format, pattern, minimum, anyOf }: JsonSchema): string {
  // Its pattern is long, and printed once.
  if (format === 'date-time') return 'time';
  // One of the alternatives is any text.
  if (anyOf !== undefined || type === 'string')
    return pattern === undefined ? 'text()' : `text(/${pattern}/)`;
  if (type === 'integer') return minimum === 0 ? 'wholeNumber(0)' : 'wholeNumber()';
  if (type === 'boolean') return 'flag';
  throw new Error(`No check is printed for ${String(type)}`);
}

function printObject({ properties = {}, required = [] }: JsonSchema): string {
  const print = (isNeeded: boolean) =>
    Object.entries(properties)
      .filter(([name, { not }]) => required.includes(name) === isNeeded && !not)
      .map(([name, schema]) => printField(name, printCheck(schema)))
      .join(', ');
  const optional = print(false);
  return `object({ ${print(true)} }${optional ? `, { ${optional} }` : ''})`;
}

function printField(name: string, check: string): string {
  return name === check ? name : `${name}: ${check}`;
}
