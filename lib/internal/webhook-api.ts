import { ArnFormat, Aws, Fn, Stack, Validations } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { type ProviderEndpoint } from './provider-endpoint';
import { type Settings } from './settings';

/** What the way in is made of. */
export interface WebhookApiProps {
  /** The user's own API. */
  readonly existing?: apigatewayv2.IHttpApi;
  /** Public address, where it is not the API's own. */
  readonly baseUrl?: string;
  /** What each route takes. */
  readonly throttling?: apigatewayv2.ThrottleSettings;
  /** What every part is built with. */
  readonly settings: Settings;
}

/** What a route needs to know of its endpoint. */
export type RoutedEndpoint = Pick<ProviderEndpoint, 'name' | 'webhookSecret'>;

/** The way in: an HTTP API of our own or the user's, and a POST route per endpoint, made in our own scope. */
export class WebhookApi extends Construct {
  /** The API. */
  readonly httpApi: apigatewayv2.IHttpApi;
  /** The API, when it is our own. */
  readonly ownApi?: apigatewayv2.HttpApi;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebhookApiProps,
  ) {
    super(scope, id);
    if (props.existing) {
      this.httpApi = props.existing;
      Validations.of(this).addWarning(
        'cdk-esign-webhooks:existing-api',
        'Throttling and access logs of your httpApi are yours: give its stage a default limit for each route, and log neither paths nor headers.',
      );
      return;
    }
    this.ownApi = new apigatewayv2.HttpApi(this, 'Api', {
      apiName: props.settings.serviceName,
      description: 'Takes e-signature webhooks',
    });
    this.httpApi = this.ownApi;
    const stage = this.ownApi.defaultStage?.node.defaultChild as apigatewayv2.CfnStage;
    stage.accessLogSettings = this.accessLog();
    stage.defaultRouteSettings = this.limits();
  }

  /** The address that the provider is to call, letter for letter; where a token belongs to it, what stands before. */
  urlOf(endpoint: string): string {
    return `${this.props.baseUrl?.replace(/\/+$/, '') ?? this.httpApi.apiEndpoint}${pathOf(endpoint)}`;
  }

  /** Routes an endpoint's webhooks to its verifier; those that carry a token in their address, with it. */
  route(scope: Construct, { name, webhookSecret }: RoutedEndpoint, verifier: lambda.IFunction): void {
    const path = webhookSecret.use === 'in-address' ? `${pathOf(name)}/{token}` : pathOf(name);
    const route = new apigatewayv2.HttpRoute(scope, 'Route', {
      httpApi: this.httpApi,
      routeKey: apigatewayv2.HttpRouteKey.with(path, apigatewayv2.HttpMethod.POST),
      integration: new HttpLambdaIntegration('Integration', verifier),
      // An existing API's default authorizer would refuse every webhook.
      authorizer: new apigatewayv2.HttpNoneAuthorizer(),
    });
    acknowledge(route, 'APIG4', 'The verifier decides whether a webhook is genuine');
  }

  /**
   * The limit that each route has for itself: a flood on one endpoint must not starve the others.
   *
   * The stage's default, not settings by route: API Gateway keeps those when their route goes, and then refuses each
   * update of the stage.
   *
   * Source: API Gateway developer guide, "How throttling limit settings are applied" (a stage's limits count for each
   * method), and API reference, DeleteRouteSettings; checked 2026-11-21.
   */
  private limits(): apigatewayv2.CfnStage.RouteSettingsProperty {
    const { rateLimit = 100, burstLimit = 200 } = this.props.throttling ?? {};
    return { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit };
  }

  /**
   * Neither path nor headers: for some providers the path is a secret, for others a header is.
   *
   * The group's name begins as it does because API Gateway otherwise adds each group to one policy of the account, whose
   * 5,120 characters many APIs fill. Source: API Gateway developer guide, "Configure logging for HTTP APIs", checked 2026-11-21.
   */
  private accessLog(): apigatewayv2.CfnStage.AccessLogSettingsProperty {
    const { logRetention: retention, encryptionKey, removalPolicy, serviceName } = this.props.settings;
    const logGroup = new logs.LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/apis/${serviceName}-${stackGuid}`,
      retention,
      encryptionKey,
      removalPolicy,
    });
    return {
      // Without the `:*` that ends a log group's own ARN attribute.
      destinationArn: Stack.of(this).formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: logGroup.logGroupName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      format: JSON.stringify({
        requestId: '$context.requestId',
        routeKey: '$context.routeKey',
        status: '$context.status',
        latencyMs: '$context.responseLatency',
      }),
    };
  }
}

const pathOf = (endpoint: string) => `/webhooks/${endpoint}`;

/** Tells a new stack's log group from one that an old stack of the same name left behind. */
const stackGuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
