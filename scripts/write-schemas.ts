/** Writes the JSON Schemas of an event's detail, a manifest and an incomplete bundle, on which users may rely: `npm run schemas`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { archiveManifestSchema } from '../lambda/contracts/archive-manifest';
import { incompleteBundleSchema } from '../lambda/contracts/incomplete-bundle';
import { signingEventSchema } from '../lambda/contracts/signing-event';

export const schemasFolder = join(__dirname, '..', 'docs', 'schemas');

/** Returns the text of each schema by its file name. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return {
    'signing-event.schema.json': jsonSchema(signingEventSchema, {
      title: 'Signing event',
      description: 'The `detail` of an event on the bus.',
    }),
    'archive-manifest.schema.json': jsonSchema(archiveManifestSchema, {
      title: 'Archive manifest',
      description: '`documents/<endpoint>/<envelopeId>/<revision>/manifest.json` in the archive bucket.',
    }),
    'incomplete-bundle.schema.json': jsonSchema(incompleteBundleSchema, {
      title: 'Incomplete bundle',
      description: '`documents/<endpoint>/<envelopeId>/<revision>/incomplete.json` in the archive bucket.',
    }),
  };
}

/** Objects stay open (`io: 'input'`), so that a later release can add fields without breaking validation. */
function jsonSchema(
  schema: z.ZodType,
  about: { readonly title: string; readonly description: string },
): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ jsonSchema: node }) => {
      // The format says the same as the 200 characters of zod's pattern for a date-time.
      if (node.format === 'date-time') delete node.pattern;
    },
  });
  return `${JSON.stringify({ $schema, ...about, ...rest }, undefined, 2)}\n`;
}

function write(): void {
  mkdirSync(schemasFolder, { recursive: true });
  for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(join(schemasFolder, name), text);
}

if (require.main === module) write();
