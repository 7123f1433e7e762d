import * as z from 'zod';
import { clipText } from '../../kit/text';

/** A text that is absent where it is not one: it is only told, or only compared. */
const toldSchema = z
  .string()
  .transform((text) => clipText(text, 500))
  .optional()
  .catch(undefined);

const fieldSchema = z.object({
  _id: z.string(),
  fieldId: z.string().catch(''),
  contactId: toldSchema,
  value: z.unknown().optional(),
  updatedAt: toldSchema,
});

const documentSchema = z.object({
  _id: z.string(),
  title: toldSchema,
  status: z.string().catch('unknown'),
  fileId: z.string(),
  documentFields: z.array(fieldSchema),
});

/** A place that is unusable costs one field, and not the others. */
const lengthSchema = z.number().min(-1e6).max(1e6).catch(NaN);

const templateFieldSchema = z.object({
  _id: z.string(),
  fieldType: z.string().catch(''),
  xPosition: lengthSchema,
  yPosition: lengthSchema,
  width: lengthSchema,
  height: lengthSchema,
  updatedAt: toldSchema,
  metadata: z
    .object({
      page: z.number().int().min(1).catch(1),
      fontSize: z.number().min(1).max(500).optional().catch(undefined),
      isBold: z.boolean().catch(false),
      isItalic: z.boolean().catch(false),
      /** Percent. */
      checkboxSize: z.number().min(1).max(1_000).catch(100),
    })
    .catch({ page: 1, fontSize: undefined, isBold: false, isItalic: false, checkboxSize: 100 }),
});

const templateSchema = z.object({
  _id: z.string(),
  fileId: toldSchema,
  updatedAt: toldSchema,
  templateFields: z.array(templateFieldSchema),
});

/** A document with its fields, as far as its picture needs it. */
export type DrawnDocument = z.infer<typeof documentSchema>;
/** One field of a document, and what was filled in. */
export type DrawnField = z.infer<typeof fieldSchema>;
/** A template with its fields. */
export type DrawnTemplate = z.infer<typeof templateSchema>;
/** Where on the pages a field is, and what it is. */
export type TemplateField = z.infer<typeof templateFieldSchema>;

/** Reads the two answers that the archive has; `undefined` where they are not what they were when they were archived. */
export function readDrawn(values: Uint8Array, geometry: Uint8Array) {
  const document = onlyOne(documentSchema, values);
  const template = onlyOne(templateSchema, geometry);
  return document && template && { document, template };
}

function onlyOne<Item>(schema: z.ZodType<Item>, bytes: Uint8Array): Item | undefined {
  try {
    return z.tuple([schema]).safeParse(JSON.parse(new TextDecoder().decode(bytes))).data?.[0];
  } catch {
    return undefined;
  }
}
