import { Duration } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type ArchivedEndpoint } from './archived-endpoint';
import { makeOutput } from './make-output';
import { tellEndpoint } from './operator-outputs';
import { pascalCase } from './pascal-case';
import { type Pipeline } from './pipeline';
import { type ProviderArchive, type ProviderEndpoint, type WebhookSecretNeed } from './provider-endpoint';
import { makeGeneratedSecret } from './generated-secret';
import { makeValueSecret, type ValueNeed } from './value-secret';
import { type WebhookApi } from './webhook-api';
import { WorkQueue } from './work-queue';
import { Verifier } from './verifier';

/** What an endpoint is made of. */
export interface EndpointProps {
  /** What the provider needs. */
  readonly deployment: ProviderEndpoint;
  /** Where its webhooks come in. */
  readonly api: WebhookApi;
  /** Concurrency set aside for its verifier. */
  readonly verifierConcurrency?: number;
  /** What the rooms share. */
  readonly pipeline: Pipeline;
}

/** Whatever one endpoint has for itself: secrets, verifier, route, archive queue, and the outputs that tell of them. */
export class Endpoint extends Construct {
  /** Name of the endpoint. */
  readonly name: string;
  /** Address to register at the provider; absent where it ends with a token, and so is a secret. */
  readonly webhookUrl?: string;
  /** Proves that a webhook is genuine. */
  readonly webhookSecret: secretsmanager.ISecret;
  /** Takes its webhooks. */
  readonly verifier: Verifier;
  /** Absent: events only. */
  readonly archived?: ArchivedEndpoint;

  constructor(
    private readonly parent: Construct,
    private readonly props: EndpointProps,
  ) {
    super(parent, `${pascalCase(props.deployment.name)}Endpoint`);
    const { deployment, api, pipeline, verifierConcurrency } = props;
    this.name = deployment.name;
    if (deployment.webhookSecret.use !== 'in-address') {
      this.webhookUrl = api.urlOf(this.name);
      this.tell('WebhookUrl', 'Address to register at the provider', this.webhookUrl);
    }
    this.webhookSecret = this.proof(deployment.webhookSecret);
    this.verifier = new Verifier(this, 'Verifier', {
      deployment,
      webhookSecret: this.webhookSecret,
      api,
      reservedConcurrency: verifierConcurrency,
      pipeline,
    });
    this.archived = deployment.archive && this.archive(deployment.archive);
    tellEndpoint(parent, {
      deployment,
      address: api.urlOf(this.name),
      webhookSecret: this.webhookSecret,
      verifier: this.verifier.function,
      archived: this.archived,
    });
  }

  private archive({ api, apiKey }: ProviderArchive): ArchivedEndpoint {
    return {
      name: this.name,
      provider: this.props.deployment.provider,
      api,
      apiKey: this.secret('ApiKeySecret', apiKey),
      jobs: new WorkQueue(this, 'ArchiveJobs', {
        // Longer than the archiver's 15 minutes.
        visibilityTimeout: Duration.minutes(20),
        settings: this.props.pipeline.settings,
      }),
    };
  }

  private secret(id: string, { existing, holds }: ValueNeed): secretsmanager.ISecret {
    if (existing) return existing;
    const secret = makeValueSecret(this, id, holds, this.props.pipeline.settings);
    this.tell(`${id}Arn`, `Put in here: ${holds}`, secret.secretArn);
    return secret;
  }

  private proof(need: WebhookSecretNeed): secretsmanager.ISecret {
    const { existing, holds, use } = need;
    if (existing || use === 'given-by-provider') return this.secret('WebhookSecret', need);
    return makeGeneratedSecret(this, 'WebhookSecret', holds, this.props.pipeline.settings);
  }

  private tell(what: string, description: string, value: string): void {
    makeOutput(this.parent, `${pascalCase(this.name)}${what}`, `${description} (${this.name})`, value);
  }
}
