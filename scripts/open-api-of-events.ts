import * as z from 'zod';
import { openSchema } from '../events/open-shapes';
import { signingEventSchema } from '../lambda/contracts/signing-event';

/**
 * Returns the event with its envelope as OpenAPI 3.0, which the schema registry of EventBridge takes. The code that it generates
 * begins at `AWSEvent`. One schema is for all types, because they have one format. The values of `x-amazon-events-…` are
 * examples.
 *
 * Source: the schemas of AWS's own events in the registry `aws.events`, from memory; not checked.
 */
export function openApiOfEvents(): string {
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
  const detail = z.toJSONSchema(openSchema(signingEventSchema), {
    target: 'openapi-3.0',
    io: 'input',
    override: ({ jsonSchema: node }) => {
      // A field of a later release is allowed.
      if (node.properties) delete node.additionalProperties;
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
