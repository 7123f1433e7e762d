import * as z from 'zod';

/** What becomes of the objects and the enums of a schema. */
export interface SchemaChange {
  readonly object: (shape: z.ZodRawShape) => z.ZodType;
  readonly enum: (schema: z.core.$ZodEnum) => z.ZodType;
}

/**
 * Returns a function that changes each object and each enum in a schema, at any depth. Descriptions stay. A schema that is used
 * twice is changed once, so that it stays one definition in a JSON Schema. The schema may have parts of `zod/mini`.
 */
export function schemaMapper(change: SchemaChange): (schema: z.ZodType) => z.ZodType {
  const mapped = new Map<z.ZodType, z.ZodType>();
  function map(schema: z.ZodType): z.ZodType {
    const known = mapped.get(schema);
    if (known) return known;
    const made = described(mapOne(schema), schema);
    mapped.set(schema, made);
    return made;
  }
  function mapOne(schema: z.ZodType): z.ZodType {
    if (schema instanceof z.ZodOptional) return map(schema.unwrap() as z.ZodType).optional();
    if (schema instanceof z.ZodArray) return z.array(map(schema.element as z.ZodType));
    if (schema instanceof z.core.$ZodEnum) return change.enum(schema);
    if (schema instanceof z.ZodObject) return change.object(mapShape(schema.shape));
    return schema;
  }
  function mapShape(shape: z.ZodRawShape): z.ZodRawShape {
    const fields = Object.entries(shape) as [string, z.ZodType][];
    return Object.fromEntries(fields.map(([name, field]) => [name, map(field)]));
  }
  return map;
}

function described(made: z.ZodType, schema: z.ZodType): z.ZodType {
  const about = z.globalRegistry.get(schema);
  return about ? made.clone().register(z.globalRegistry, about) : made;
}
