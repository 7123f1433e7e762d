import { Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { textBytes } from './environment-size';
import { secretId } from './secret-id';

/** The maximum of an advanced parameter. */
const maxBytes = 8_192;

/**
 * The parameter with the endpoints of the reconciler: 25 of them do not fit into the 4 KB of a function's environment. A
 * parameter above 4 KB costs five cents a month, a smaller one nothing.
 */
export class ReconcilerSettings extends Construct {
  /** The parameter. */
  readonly parameter: ssm.IStringParameter;

  constructor(scope: Construct, id: string, endpoints: readonly ArchivedEndpoint[]) {
    super(scope, id);
    const stringValue = Stack.of(this).toJsonString(
      endpoints.map(({ name, provider, api, apiKey }) => ({
        name,
        provider,
        apiUrl: api.apiUrl,
        apiKey: secretId(apiKey),
      })),
    );
    this.parameter = new ssm.StringParameter(this, 'Parameter', {
      tier: ssm.ParameterTier.INTELLIGENT_TIERING,
      stringValue,
    });
    // Only now, at the end, are all references known.
    this.node.addValidation({
      validate: () => {
        const bytes = textBytes(Stack.of(this), stringValue);
        return bytes <= maxBytes
          ? []
          : [
              `the settings of the reconciler have about ${bytes} bytes, and a parameter of Systems Manager takes ${maxBytes}: divide the endpoints among several EsignWebhooks constructs, or switch reconcile off for some of them`,
            ];
      },
    });
  }
}
