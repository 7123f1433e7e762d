import * as z from 'zod';

/** A part of a JSON Schema, as far as our contracts use it. */
interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/**
 * Returns one line for each field of a contract: its path, its type, and whether it is always there. Values of an enum have lines
 * too.
 */
export function schemaFields(schema: z.core.$ZodType): readonly string[] {
  const root = z.toJSONSchema(schema, { io: 'input', reused: 'inline' }) as SchemaNode;
  return [...new Set(linesOf(root, ''))].sort();
}

/** Returns the lines of all fields inside a value at a path. */
function linesOf(
  { anyOf = [], properties = {}, required = [], items, ...node }: SchemaNode,
  path: string,
): string[] {
  const { additionalProperties: others } = node;
  return [
    ...anyOf.flatMap((choice) => linesOf(choice, path)),
    ...Object.entries(properties).flatMap(([name, field]) =>
      fieldLines(path === '' ? name : `${path}.${name}`, field, required.includes(name)),
    ),
    ...(items ? linesOf(items, `${path}[]`) : []),
    ...(typeof others === 'object' ? linesOf(others, `${path}.*`) : []),
  ];
}

function fieldLines(path: string, field: SchemaNode, isAlwaysThere: boolean): string[] {
  return [
    `${path}: ${typeOf(field)}, ${isAlwaysThere ? 'always' : 'sometimes'}`,
    ...(field.enum ?? []).map((value) => `${path} = ${String(value)}`),
    ...linesOf(field, path),
  ];
}

/** Returns a type in words. A pattern is part of the contract; zod's own pattern of a format is not. */
function typeOf({ type, format, pattern, ...node }: SchemaNode): string {
  if (node.const !== undefined) return `the ${typeof node.const} ${String(node.const)}`;
  if (node.anyOf) return 'one of several';
  return [type ?? 'anything', format ?? pattern].filter((part) => part !== undefined).join(' ');
}
