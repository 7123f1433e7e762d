/** A JSON Schema, or a part of one. */
type Schema = Readonly<Record<string, unknown>>;

/** The module of the types that the generator cannot make. */
const jsonTypes = 'cdk_esign_webhooks_events.json_types';

/**
 * Returns the published schema of the events as the generator of the Python models needs it. The event of an unknown type is no
 * `SigningEvent`, as in TypeScript. Times and the sender's own JSON get types that keep them as they are.
 */
export function pythonEventSchema(published: Schema): Schema {
  const { anyOf, $defs, description } = withPythonTypes(published) as {
    anyOf: readonly { readonly $ref: string }[];
    $defs: Schema;
    description: string;
  };
  const known = anyOf.filter(({ $ref }) => !$ref.endsWith('/UnknownSigningEvent'));
  const unknown = anyOf.filter((one) => !known.includes(one));
  return {
    description,
    anyOf: [{ $ref: '#/$defs/SigningEvent' }, ...unknown],
    $defs: {
      ...$defs,
      SigningEvent: { description: 'Every event that this version knows.', anyOf: known },
    },
  };
}

function withPythonTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withPythonTypes);
  if (typeof schema !== 'object' || schema === null) return schema;
  const type = pythonType(schema as Schema);
  const mapped = Object.entries(schema).map(([name, part]) => [name, withPythonTypes(part)]);
  return { ...Object.fromEntries(mapped), ...(type && { customTypePath: `${jsonTypes}.${type}` }) };
}

function pythonType({ type, format, properties }: Schema): string | undefined {
  if (type === 'object' && !properties) return 'JsonObject';
  return format === 'date-time' ? 'SigningTime' : undefined;
}
