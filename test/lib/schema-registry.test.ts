import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTheBus } from '../events/sample-events';
import { resourcesOf, synth } from './synth';

/**
 * The limit of the content, in characters.
 *
 * Source: the SDK's model of EventBridge Schemas, CreateSchema; from memory, not checked.
 */
const maxContent = 100_000;

/** The OpenAPI document in the registry. */
interface Document {
  readonly openapi: string;
  readonly components: { readonly schemas: { readonly AWSEvent: object; readonly SigningEvent: object } };
}

/** Returns the content of the only schema. */
function content(): string {
  const { template } = synth({ schemaRegistry: true });
  const [schema] = Object.values(resourcesOf(template)).filter(
    ({ Type }) => Type === 'AWS::EventSchemas::Schema',
  );
  expect(schema!.Properties.Type).toBe('OpenApi3');
  return schema!.Properties.Content as string;
}

const examples = JSON.parse(
  readFileSync(join(__dirname, '..', 'contracts', 'version-1', 'signing-event.json'), 'utf8'),
) as { type: string; provider: string }[];

test('there is no registry unless it is asked for', () => {
  const { template } = synth();

  template.resourceCountIs('AWS::EventSchemas::Registry', 0);
  template.resourceCountIs('AWS::EventSchemas::Schema', 0);
});

test('the schema is OpenAPI 3.0, and fits into a registry', () => {
  const text = content();

  expect(text.length).toBeLessThan(maxContent);
  expect((JSON.parse(text) as Document).openapi).toBe('3.0.0');
  // What only newer versions of JSON Schema have.
  expect(text).not.toMatch(/"(const|propertyNames|\$schema|\$defs|prefixItems)":/);
});

test('the schema accepts the events of the bus, and those of a later release, and refuses others', () => {
  const document = JSON.parse(content()) as Document;
  const ajv = addFormats(new Ajv({ strict: false }));
  ajv.addSchema(document, 'registry');
  const accepts = (event: object) => ajv.validate('registry#/components/schemas/AWSEvent', event);

  for (const detail of examples) {
    expect([detail.type, accepts(onTheBus(detail))]).toEqual([detail.type, true]);
    expect(accepts(onTheBus({ ...detail, ...{ later: 1 } }))).toBe(true);
    expect(accepts(onTheBus({ ...detail, provider: 'paper' }))).toBe(true);
    expect(accepts(onTheBus({ ...detail, id: 'no digest' } as typeof detail))).toBe(false);
  }
});
