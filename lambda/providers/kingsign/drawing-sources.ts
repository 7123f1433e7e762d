import * as z from 'zod';
import { clipped } from '../../kit/clipped';
import { usable } from '../support/payload';

const textSchema = usable(clipped(500));

const fieldSchema = z.object({
  _id: z.string(),
  fieldId: z.string().catch(''),
  contactId: textSchema,
  value: z.unknown().optional(),
  updatedAt: textSchema,
});

const documentSchema = z.object({
  _id: z.string(),
  title: textSchema,
  status: z.string().catch('unknown'),
  fileId: z.string(),
  documentFields: z.array(fieldSchema),
});

/** An unusable length costs its own field only. */
const lengthSchema = z.number().min(-1e6).max(1e6).catch(NaN);

const templateFieldSchema = z.object({
  _id: z.string(),
  fieldType: z.string().catch(''),
  xPosition: lengthSchema,
  yPosition: lengthSchema,
  width: lengthSchema,
  height: lengthSchema,
  updatedAt: textSchema,
  metadata: z
    .object({
      page: z.number().int().min(1).catch(1),
      fontSize: z.number().min(1).max(500).optional().catch(undefined),
      isBold: z.boolean().catch(false),
      isItalic: z.boolean().catch(false),
      /** In percent of the field's shorter side. */
      checkboxSize: z.number().min(1).max(1_000).catch(100),
    })
    .catch({ page: 1, fontSize: undefined, isBold: false, isItalic: false, checkboxSize: 100 }),
});

const templateSchema = z.object({
  _id: z.string(),
  fileId: textSchema,
  updatedAt: textSchema,
  templateFields: z.array(templateFieldSchema),
});

/** A document with its fields, as the drawing needs it. */
export type SourceDocument = z.infer<typeof documentSchema>;
/** One field of a document, with its value. */
export type SourceField = z.infer<typeof fieldSchema>;
/** A template with its fields. */
export type SourceTemplate = z.infer<typeof templateSchema>;
/** The place of a field on the pages, and its kind. */
export type TemplateField = z.infer<typeof templateFieldSchema>;

/** Reads the two answers that the archive has; `undefined` if they are not what the archiver stored. */
export function readSources(values: Uint8Array, geometry: Uint8Array) {
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
