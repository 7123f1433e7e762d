/**
 * Writes what is made from the contracts. Users may rely on it. These are the schemas of an event, a manifest and an incomplete
 * bundle, and the types and the checks of `cdk-esign-webhooks/events`. Run it with `npm run schemas`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { openSchema, openShapes, openUnknownShape } from '../events/open-shapes';
import { archiveManifestSchema } from '../lambda/contracts/archive-manifest';
import { incompleteBundleSchema } from '../lambda/contracts/incomplete-bundle';
import { signingEventTypeSchema } from '../lambda/contracts/signing-event';
import { printEventChecks } from './print-event-checks';
import { printEventTypes } from './print-event-types';
import type { Definitions } from './print-types';
import { openApiOfEvents } from './open-api-of-events';

const root = join(__dirname, '..');
export const schemasFolder = join(root, 'docs', 'schemas');

/** Returns the text of each schema by its file name. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return {
    'signing-event.schema.json': text(eventSchema()),
    'signing-event.openapi.json': openApiOfEvents(),
    'archive-manifest.schema.json': text(
      jsonSchema(openSchema(archiveManifestSchema), {
        title: 'Archive manifest',
        description: '`documents/<endpoint>/<envelopeId>/<revision>/manifest.json` in the archive bucket.',
      }),
    ),
    'incomplete-bundle.schema.json': text(
      jsonSchema(openSchema(incompleteBundleSchema), {
        title: 'Incomplete bundle',
        description: '`documents/<endpoint>/<envelopeId>/<revision>/incomplete.json` in the archive bucket.',
      }),
    ),
  };
}

/** Returns the text of each source that is made from the contracts, by its path, not formatted yet. */
export function writtenSources(): Readonly<Record<string, string>> {
  const { $defs } = eventSchema('with the patterns of times');
  return {
    'events/signing-event.ts': printEventTypes($defs),
    'events/event-checks.ts': printEventChecks($defs),
  };
}

function eventSchema(times?: 'with the patterns of times') {
  const union = z.union([...openShapes, openUnknownShape]);
  const about = { title: 'Signing event', description: 'The `detail` of an event on the bus.' };
  return jsonSchema(union, about, times);
}

/**
 * Makes each schema with a title a definition of this name. The contracts have no ids: zod 4.2 throws if an id comes twice, and
 * an app may load both the CommonJS and the ESM of `events/zod`.
 */
const named = {
  get: (schema: z.ZodType) => {
    const about = z.globalRegistry.get(schema);
    return about?.title === undefined ? about : { ...about, id: about.title };
  },
} as unknown as typeof z.globalRegistry;

function jsonSchema(
  schema: z.ZodType,
  about: { readonly title: string; readonly description: string },
  times?: 'with the patterns of times',
): { $defs: Definitions } {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    metadata: named,
    override: ({ zodSchema, jsonSchema: node }) => {
      // A field of a later release is allowed where nothing is said about other fields.
      if (node.properties) delete node.additionalProperties;
      // The format says the same as the 200 characters of zod's pattern for a date-time.
      if (node.format === 'date-time' && !times) delete node.pattern;
      if (Object.is(zodSchema, openUnknownShape.shape.type))
        node.not = { enum: signingEventTypeSchema.options };
    },
  });
  return { $schema, ...about, ...rest } as never;
}

function text(schema: object): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

async function write(): Promise<void> {
  const { format, resolveConfig } = await import('prettier');
  const style = { ...(await resolveConfig(__filename)), parser: 'typescript' };
  mkdirSync(schemasFolder, { recursive: true });
  for (const [name, schema] of Object.entries(jsonSchemas()))
    writeFileSync(join(schemasFolder, name), schema);
  for (const [path, source] of Object.entries(writtenSources())) {
    writeFileSync(join(root, path), await format(source, style));
  }
}

if (require.main === module) void write();
