import { readFileSync } from 'fs';
import { join } from 'path';
import * as eventschemas from 'aws-cdk-lib/aws-eventschemas';
import { Construct } from 'constructs';
import { packageRoot } from './lambda-asset';

/**
 * The schema of the signing events in a schema registry of EventBridge, from which code is generated. One schema is for all
 * types of events, because they have one format.
 */
export class SchemaRegistry extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const registry = new eventschemas.CfnRegistry(this, 'Registry', {
      description: 'Signing events of e-signature providers',
    });
    new eventschemas.CfnSchema(this, 'SigningEvent', {
      registryName: registry.attrRegistryName,
      type: 'OpenApi3',
      description: 'An event of any type on the bus for signing events',
      content: readFileSync(
        join(packageRoot(), 'docs', 'schemas', 'signing-event.openapi.json'),
        'utf8',
      ).trim(),
    });
  }
}
