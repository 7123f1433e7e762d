/** Writes what users may rely on, an event's detail and a manifest, as JSON Schemas: `npm run schemas`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { archiveManifestSchema } from '../lambda/contracts/archive-manifest';
import { signingEventSchema } from '../lambda/contracts/signing-event';

export const schemasFolder = join(__dirname, '..', 'docs', 'schemas');

/** Each schema's text by its file's name. */
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
  };
}

/** Objects stay open (`io: 'input'`): a later release may say more, and must not break who validates. */
function jsonSchema(
  schema: z.ZodType,
  about: { readonly title: string; readonly description: string },
): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ jsonSchema: node }) => {
      // zod's own pattern of a date-time says in 200 characters what the format says in one word.
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
