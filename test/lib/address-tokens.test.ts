import { SecretValue, Stack, App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { readEndpointOutputs, readPipelineOutputs } from '../../cli/stack/outputs';
import { EsignWebhooks, type EsignProvider } from '../../lib';
import { type ProviderEndpoint, type WebhookSecretUse } from '../../lib/internal/provider-endpoint';
import { resourcesOf, settle, shorten } from './synth';

const uses = ['given-by-provider', 'given-to-provider', 'in-address'] as const;

/** An endpoint of one shape, whatever else its provider wants. */
function shape(use: WebhookSecretUse, given: Partial<ProviderEndpoint> = {}): EsignProvider {
  const deployment: ProviderEndpoint = {
    provider: 'sign-plus',
    name: use,
    webhookSecret: { use, holds: `Proof of ${use}` },
    verifierOptions: () => ({}),
    ...given,
  };
  return { endpoint: use, providerId: 'sign-plus', _deployment: deployment };
}

function synth(...providers: EsignProvider[]) {
  const stack = new Stack(new App(), 'Test');
  const signing = new EsignWebhooks(stack, 'Signing', { providers });
  return { signing, template: Template.fromStack(stack) };
}

const archive = { apiKey: { holds: 'An API key' }, api: {} };

/** A template's outputs as they would be after a deployment. */
const deployedOutputs = (template: Template) =>
  Object.entries(template.findOutputs('*')).map(([key, { Value }]) => ({ key, value: deployed(Value) }));

function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const intrinsic = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]]; 'Fn::GetAtt'?: [string] };
  if (intrinsic['Fn::Join']) return intrinsic['Fn::Join'][1].map(deployed).join(intrinsic['Fn::Join'][0]);
  if (intrinsic['Fn::GetAtt']) return 'https://a1b2.execute-api.eu-west-1.amazonaws.com';
  return deployedRef(shorten(intrinsic.Ref ?? ''));
}

/** What `Ref` gives of a resource: an ARN of a secret, a URL of a queue, a name of the rest. */
function deployedRef(id: string): string {
  if (id.endsWith('Secret')) return `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${id}-AbCdEf`;
  return id.endsWith('Queue') ? queueUrl(id) : id;
}

const queueUrl = (id: string) => `https://sqs.eu-west-1.amazonaws.com/123456789012/Test-${id}`;

describe('a secret that is made here', () => {
  it.each(['given-to-provider', 'in-address'] as const)(
    '(%s) is made by these rules to the letter: others would make a new value, and cut off whoever has the old one',
    (use) => {
      const { template } = synth(shape(use));

      const [secret] = Object.values(resourcesOf(template)).filter(
        ({ Type }) => Type === 'AWS::SecretsManager::Secret',
      );

      expect(secret).toMatchObject({
        Properties: {
          Description: `Proof of ${use}`,
          GenerateSecretString: {
            PasswordLength: 44,
            ExcludePunctuation: true,
            IncludeSpace: false,
            RequireEachIncludedType: false,
          },
        },
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
      expect(Object.keys(secret?.Properties.GenerateSecretString as object)).toHaveLength(4);
      expect(secret?.Properties).not.toHaveProperty('SecretString');
      expect(secret?.Properties).not.toHaveProperty('Name');
    },
  );

  it('keeps its logical id: with another one it would be another secret', () => {
    const { template } = synth(shape('in-address'));

    expect(Object.keys(template.findResources('AWS::SecretsManager::Secret'))).toEqual([
      'SigningInAddressEndpointWebhookSecret7C397AD0',
    ]);
  });

  it('is read by its verifier', () => {
    const { template } = synth(shape('in-address'));

    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'ReadWebhookSecret',
            Resource: { Ref: Match.stringLikeRegexp('WebhookSecret') },
          }),
        ]),
      },
    });
  });

  it('is not made where the provider makes it, nor where the user has one', () => {
    const stack = new Stack(new App(), 'Theirs');
    const existing = new secretsmanager.Secret(stack, 'Own', {
      secretStringValue: SecretValue.unsafePlainText('x'),
    });
    const given = { webhookSecret: { use: 'in-address', holds: 'Own', existing } } as const;
    new EsignWebhooks(stack, 'Signing', {
      providers: [shape('in-address', given), shape('given-by-provider')],
    });

    const secrets = resourcesOf(Template.fromStack(stack));

    expect(
      Object.entries(secrets)
        .filter(([, { Type }]) => Type === 'AWS::SecretsManager::Secret')
        .map(([id, { Properties }]) => [shorten(id), 'GenerateSecretString' in Properties])
        .sort(),
    ).toEqual([
      ['GivenByProviderEndpointWebhookSecret', false],
      ['Own', false],
    ]);
  });
});

describe('the route of an endpoint', () => {
  it('ends with a token only where the address has one', () => {
    const { template } = synth(...uses.map((use) => shape(use)));

    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')) as {
      Properties: { RouteKey: string; AuthorizationType: string };
    }[];

    expect(routes.map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizationType])).toEqual([
      ['POST /webhooks/given-by-provider', 'NONE'],
      ['POST /webhooks/given-to-provider', 'NONE'],
      ['POST /webhooks/in-address/{token}', 'NONE'],
    ]);
  });
});

describe('the address of an endpoint', () => {
  const { signing, template } = synth(...uses.map((use) => shape(use)));

  it.each(['given-by-provider', 'given-to-provider'])('(%s) is for everybody to know', (endpoint) => {
    expect(signing.webhookUrl(endpoint)).toMatch(new RegExp(`/webhooks/${endpoint}$`));
    expect(signing.endpoint(endpoint).webhookUrl).toBe(signing.webhookUrl(endpoint));
  });

  it('with a token is not told, but how to learn it', () => {
    expect(() => signing.webhookUrl('in-address')).toThrow(
      /"Test\/Signing".*endpoint "in-address" ends with a token, so it is a secret: run `npx cdk-esign-webhooks addresses`/,
    );
    expect(signing.endpoint('in-address').webhookUrl).toBeUndefined();
    expect(signing.endpoint('in-address').webhookSecret.secretArn).toBeDefined();
  });

  it('with a token is in no output, and no output resolves a secret', () => {
    const outputs = template.findOutputs('*');

    expect(Object.keys(outputs).filter((key) => key.endsWith('WebhookUrl'))).toEqual([
      'SigningGivenByProviderWebhookUrl',
      'SigningGivenToProviderWebhookUrl',
    ]);
    expect(JSON.stringify(template.toJSON())).not.toContain('{{resolve:');
  });

  it('of an unknown endpoint is an error', () => {
    expect(() => signing.webhookUrl('elsewhere')).toThrow('has no endpoint "elsewhere"');
  });
});

describe("the operator's output", () => {
  it('says what the command line reads', () => {
    const { template } = synth(
      shape('given-by-provider', { archive }),
      shape('given-to-provider'),
      shape('in-address'),
    );

    const { endpoints, unreadable } = readEndpointOutputs(deployedOutputs(template));

    const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;
    const address = 'https://a1b2.execute-api.eu-west-1.amazonaws.com/webhooks';
    expect(unreadable).toEqual([]);
    expect(endpoints).toEqual([
      {
        provider: 'sign-plus',
        endpoint: 'given-by-provider',
        address: `${address}/given-by-provider`,
        secretUse: 'given-by-provider',
        webhookSecretArn: arn('GivenByProviderEndpointWebhookSecret'),
        apiKeySecretArn: arn('GivenByProviderEndpointApiKeySecret'),
        construct: 'Signing',
        verifierFunction: 'GivenByProviderEndpointVerifierFunction',
        archiveQueueUrl: queueUrl('GivenByProviderEndpointArchiveJobsQueue'),
        archiveDeadLetterQueueUrl: queueUrl('GivenByProviderEndpointArchiveJobsDeadLetterQueue'),
      },
      ...(['given-to-provider', 'in-address'] as const).map((use) => ({
        provider: 'sign-plus',
        endpoint: use,
        address: `${address}/${use}`,
        secretUse: use,
        webhookSecretArn: arn(
          use === 'in-address' ? 'InAddressEndpointWebhookSecret' : 'GivenToProviderEndpointWebhookSecret',
        ),
        construct: 'Signing',
        verifierFunction:
          use === 'in-address'
            ? 'InAddressEndpointVerifierFunction'
            : 'GivenToProviderEndpointVerifierFunction',
      })),
    ]);
  });

  it('of what all endpoints share says where dead letters lie and which logs tell of them', () => {
    const { template } = synth(shape('given-by-provider', { archive }), shape('in-address'));

    expect(readPipelineOutputs(deployedOutputs(template))).toEqual({
      pipelines: [
        {
          construct: 'Signing',
          intakeQueueUrl: queueUrl('IntakeQueue'),
          intakeDeadLetterQueueUrl: queueUrl('IntakeDeadLetterQueue'),
          publisherLogGroup: 'PublisherLogs',
          archiverFunction: 'ArchiverFunction',
          archiverLogGroup: 'ArchiverLogs',
        },
      ],
      unreadable: [],
    });
  });

  it('names no archiver where nothing is archived', () => {
    const { pipelines } = readPipelineOutputs(deployedOutputs(synth(shape('in-address')).template));

    expect(pipelines).toHaveLength(1);
    expect(pipelines[0]).not.toHaveProperty('archiverFunction');
    expect(pipelines[0]).not.toHaveProperty('archiverLogGroup');
  });

  it('tells two constructs of one stack apart', () => {
    const stack = new Stack(new App(), 'Test');
    for (const id of ['Sales', 'Legal']) new EsignWebhooks(stack, id, { providers: [shape('in-address')] });

    const outputs = deployedOutputs(Template.fromStack(stack));

    expect(readPipelineOutputs(outputs).pipelines.map(({ construct }) => construct)).toEqual([
      'Legal',
      'Sales',
    ]);
    expect(
      readEndpointOutputs(outputs)
        .endpoints.map(({ construct }) => construct)
        .sort(),
    ).toEqual(['Legal', 'Sales']);
  });

  it('is there once for each endpoint, under a name to read', () => {
    const { template } = synth(...uses.map((use) => shape(use)));

    expect(Object.keys(template.findOutputs('*')).filter((key) => key.endsWith('Operator'))).toEqual([
      'SigningGivenByProviderOperator',
      'SigningGivenToProviderOperator',
      'SigningInAddressOperator',
    ]);
  });

  it('names a secret to fill only where its user has to fill one', () => {
    const { template } = synth(...uses.map((use) => shape(use, use === 'in-address' ? { archive } : {})));

    const toFill = Object.entries(
      settle(template.findOutputs('*')) as Record<string, { Description: string }>,
    )
      .filter(([, { Description }]) => Description.startsWith('Put in here'))
      .map(([key]) => key);

    expect(toFill).toEqual(['SigningGivenByProviderWebhookSecretArn', 'SigningInAddressApiKeySecretArn']);
  });
});
