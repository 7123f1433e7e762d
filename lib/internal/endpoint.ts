import { Duration } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { Archiver } from './archiver';
import { type ArchiverSettings } from './archiver-settings';
import { pascalCase } from './construct-names';
import { type EventSource } from './endpoint-conditions';
import { type Pipeline } from './pipeline';
import { type ProviderArchive, type ProviderEndpoint, type WebhookSecret } from './provider-endpoint';
import { makeSecret, type RequiredSecret } from './secret';
import { type Settings } from './settings';
import { writeEndpointOutput, writeOutput } from './stack-outputs';
import { Verifier } from './verifier';
import { type WebhookApi } from './webhook-api';
import { WorkQueue } from './work-queue';

/** Properties of an endpoint. */
export interface EndpointProps {
  /** The description of the endpoint by its provider. */
  readonly providerEndpoint: ProviderEndpoint;
  /** The API that receives the webhooks. */
  readonly api: WebhookApi;
  /** The reserved concurrency of the verifier. */
  readonly verifierConcurrency?: number;
  /** The settings of the archivers. Undefined if no endpoint archives. */
  readonly archiverSettings?: ArchiverSettings;
  /** The shared parts of the pipeline. */
  readonly pipeline: Pipeline;
}

/** The resources of one endpoint: secrets, verifier, route, archive queue, archiver, and stack outputs. */
export class Endpoint extends Construct {
  /** The name of the endpoint. */
  readonly name: string;
  /** The id of the provider. */
  readonly provider: string;
  /** The address to register at the provider. Undefined if it ends with a secret token. */
  readonly webhookUrl?: string;
  /** The secret that proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;
  /** The function that verifies the webhooks. */
  readonly verifier: Verifier;
  /** The resources for archiving. Undefined if the endpoint only publishes events. */
  readonly archived?: ArchivedEndpoint;
  /** The function that archives. Undefined if the endpoint only publishes events. */
  readonly archiver?: Archiver;
  private readonly settings: Settings;

  constructor(
    private readonly parent: Construct,
    private readonly props: EndpointProps,
  ) {
    super(parent, `${pascalCase(props.providerEndpoint.name)}Endpoint`);
    const { providerEndpoint, api, pipeline, verifierConcurrency, archiverSettings } = props;
    this.name = providerEndpoint.name;
    this.provider = providerEndpoint.provider;
    this.settings = pipeline.settings;
    if (providerEndpoint.webhookSecret.use !== 'in-address') {
      this.webhookUrl = api.urlOf(this.name);
      this.output('WebhookUrl', 'Address to register at the provider', this.webhookUrl);
    }
    this.webhookSecret = this.makeWebhookSecret(providerEndpoint.webhookSecret);
    this.verifier = new Verifier(this, 'Verifier', {
      providerEndpoint,
      webhookSecret: this.webhookSecret,
      api,
      reservedConcurrency: verifierConcurrency,
      pipeline,
    });
    this.archived = providerEndpoint.archive && this.makeArchive(providerEndpoint.archive);
    if (this.archived && archiverSettings) {
      this.archiver = new Archiver(this, 'Archiver', { archived: this.archived, archiverSettings, pipeline });
    }
    writeEndpointOutput(parent, {
      providerEndpoint,
      address: api.urlOf(this.name),
      executeApiAddress: api.executeApiUrlOf(this.name),
      webhookSecret: this.webhookSecret,
      verifier: this.verifier.function,
      archived: this.archived,
      archiver: this.archiver,
    });
  }

  /** The way of the webhook secret between this stack and the provider. */
  get secretUse(): WebhookSecret['use'] {
    return this.props.providerEndpoint.webhookSecret.use;
  }

  /** The facts that decide which events the endpoint can have. */
  get source(): EventSource {
    const { authenticities, archive } = this.props.providerEndpoint;
    return {
      name: this.name,
      archives: archive !== undefined,
      reconciles: archive?.reconciles ?? false,
      authenticities,
      roles: archive?.roles ?? [],
    };
  }

  private makeArchive({ api, apiKey, reconciles, cutsRecentList }: ProviderArchive): ArchivedEndpoint {
    return {
      name: this.name,
      provider: this.props.providerEndpoint.provider,
      api,
      reconciles,
      cutsRecentList,
      apiKey: this.makeEmptySecret('ApiKeySecret', apiKey),
      jobs: new WorkQueue(this, 'ArchiveJobs', {
        // The archiver runs up to 15 minutes.
        visibilityTimeout: Duration.minutes(20),
        settings: this.settings,
      }),
    };
  }

  private makeWebhookSecret(required: WebhookSecret): secretsmanager.ISecret {
    const { existing, holds, use } = required;
    if (existing || use === 'given-by-provider') return this.makeEmptySecret('WebhookSecret', required);
    return makeSecret(this, 'WebhookSecret', { holds, generated: true, settings: this.settings });
  }

  private makeEmptySecret(id: string, { existing, holds }: RequiredSecret): secretsmanager.ISecret {
    if (existing) return existing;
    const secret = makeSecret(this, id, { holds, settings: this.settings });
    this.output(`${id}Arn`, `Put in here: ${holds}`, secret.secretArn);
    return secret;
  }

  private output(name: string, description: string, value: string): void {
    writeOutput(this.parent, `${pascalCase(this.name)}${name}`, `${description} (${this.name})`, value);
  }
}
