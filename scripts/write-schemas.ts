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
    'signing-event.openapi.json': openApi(),
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

/**
 * Returns the event with its envelope as OpenAPI 3.0, which the schema registry of EventBridge takes. The code that it generates
 * begins at `AWSEvent`. One schema is for all types, because they have one format: the values of `x-amazon-events-…` are examples.
 *
 * Source: the schemas of AWS's own events in the registry `aws.events`, from memory; not checked.
 */
function openApi(): string {
  const envelope = {
    type: 'object',
    required: ['detail-type', 'resources', 'detail', 'id', 'source', 'time', 'region', 'version', 'account'],
    'x-amazon-events-detail-type': 'envelope.archived',
    'x-amazon-events-source': 'esign.documenso',
    properties: {
      detail: { $ref: '#/components/schemas/SigningEvent' },
      account: { type: 'string' },
      'detail-type': { type: 'string' },
      id: { type: 'string' },
      region: { type: 'string' },
      resources: { type: 'array', items: { type: 'string' } },
      source: { type: 'string' },
      time: { type: 'string', format: 'date-time' },
      version: { type: 'string' },
    },
  };
  const detail = z.toJSONSchema(signingEventSchema, {
    target: 'openapi-3.0',
    io: 'input',
    override: ({ jsonSchema: node }) => {
      if (node.format === 'date-time') delete node.pattern;
      // OpenAPI 3.0 has no such keyword.
      delete node.propertyNames;
    },
  });
  return `${JSON.stringify({
    openapi: '3.0.0',
    info: { version: '1.0.0', title: 'SigningEvent' },
    paths: {},
    components: { schemas: { AWSEvent: envelope, SigningEvent: detail } },
  })}\n`;
}

function write(): void {
  mkdirSync(schemasFolder, { recursive: true });
  for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(join(schemasFolder, name), text);
}

if (require.main === module) write();
