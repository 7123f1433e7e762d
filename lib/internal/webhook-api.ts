import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { displayName } from './construct-names';
import { checkExistingApi } from './existing-api';
import { type ProviderEndpoint } from './provider-endpoint';
import { type Settings } from './settings';
import { countThrottled } from './throttled-webhooks';

/** Properties of the webhook API. */
export interface WebhookApiProps {
  /** The user's own API. */
  readonly existing?: apigatewayv2.IHttpApi;
  /** The public address, if it is not the API's own. */
  readonly baseUrl?: string;
  /** The request limits of each route. */
  readonly throttling?: apigatewayv2.ThrottleSettings;
  /** The settings of the pipeline. */
  readonly settings: Settings;
}

/** The properties of an endpoint that its route needs. */
export type RoutedEndpoint = Pick<ProviderEndpoint, 'name' | 'webhookSecret'>;

/** A new or existing HTTP API, with a POST route for each endpoint in the scope of this construct. */
export class WebhookApi extends Construct {
  /** The API. */
  readonly httpApi: apigatewayv2.IHttpApi;
  /** The API, if this construct made it. */
  readonly ownApi?: apigatewayv2.HttpApi;
  /** The request limits of each route. The defaults, if the API is the user's own. */
  readonly limits: Required<apigatewayv2.ThrottleSettings>;
  /** The number of requests above the limits, if this construct made the API. */
  readonly throttled?: cloudwatch.Metric;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebhookApiProps,
  ) {
    super(scope, id);
    const { rateLimit = 100, burstLimit = 200 } = props.throttling ?? {};
    this.limits = { rateLimit, burstLimit };
    if (props.existing) {
      this.httpApi = props.existing;
      checkExistingApi(this, { httpApi: props.existing, baseUrl: props.baseUrl });
      return;
    }
    this.ownApi = new apigatewayv2.HttpApi(this, 'Api', {
      // The SDK's model of API Gateway v2, CreateApi: 1 to 128 characters; checked 2026-11-27.
      apiName: displayName(scope, 128),
      description: 'Receives e-signature webhooks',
    });
    this.httpApi = this.ownApi;
    const stage = this.ownApi.defaultStage?.node.defaultChild as apigatewayv2.CfnStage;
    const accessLogs = this.makeAccessLogs(this.ownApi.apiId);
    stage.accessLogSettings = this.accessLogSettings(accessLogs);
    this.throttled = countThrottled(this, accessLogs, props.settings.serviceName);
    stage.defaultRouteSettings = this.routeSettings();
  }

  /** Returns the address for the provider. If it ends with a token, the token is left out. */
  urlOf(endpoint: string): string {
    return `${this.props.baseUrl?.replace(/\/+$/, '') ?? this.httpApi.apiEndpoint}${pathOf(endpoint)}`;
  }

  /** Routes an endpoint's webhooks to its verifier. The path has a token if the endpoint's secret is in the address. */
  route(scope: Construct, { name, webhookSecret }: RoutedEndpoint, verifier: lambda.IFunction): void {
    const path = webhookSecret.use === 'in-address' ? `${pathOf(name)}/{token}` : pathOf(name);
    const route = new apigatewayv2.HttpRoute(scope, 'Route', {
      httpApi: this.httpApi,
      routeKey: apigatewayv2.HttpRouteKey.with(path, apigatewayv2.HttpMethod.POST),
      integration: new HttpLambdaIntegration('Integration', verifier),
      // The default authorizer of an existing API would reject every webhook.
      authorizer: new apigatewayv2.HttpNoneAuthorizer(),
    });
    acknowledge(route, 'APIG4', 'The verifier decides whether a webhook is genuine');
  }

  /**
   * Returns the limits of each route, so that a flood on one endpoint does not starve the others.
   *
   * These are the defaults of the stage, not settings per route: API Gateway keeps the settings of a deleted route, and
   * then rejects each update of the stage.
   *
   * Source: API Gateway developer guide, "How throttling limit settings are applied" (the limits of a stage count for each
   * method), and API reference, DeleteRouteSettings; checked 2026-11-21.
   */
  private routeSettings(): apigatewayv2.CfnStage.RouteSettingsProperty {
    return { throttlingRateLimit: this.limits.rateLimit, throttlingBurstLimit: this.limits.burstLimit };
  }

  /**
   * Makes the log group of the access log. Its name has the id of the API: an older API of the same stack, or of an older
   * stack of the same name, may have left its log group behind.
   *
   * The name of the log group starts with `/aws/vendedlogs`: otherwise API Gateway adds each group to a policy of the
   * account, and that has only 5,120 characters for all APIs.
   *
   * Source: API Gateway developer guide, "Configure logging for HTTP APIs", checked 2026-11-21.
   */
  private makeAccessLogs(apiId: string): logs.LogGroup {
    const { logRetention: retention, encryptionKey, removalPolicy, serviceName } = this.props.settings;
    return new logs.LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/apis/${serviceName}-${apiId}`,
      retention,
      encryptionKey,
      removalPolicy,
    });
  }

  /** Returns the access log settings. The log has neither paths nor headers, because either may carry a provider's secret. */
  private accessLogSettings(logGroup: logs.LogGroup): apigatewayv2.CfnStage.AccessLogSettingsProperty {
    return {
      // The ARN attribute of a log group ends with `:*`. This ARN must not.
      destinationArn: Stack.of(this).formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: logGroup.logGroupName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      format: JSON.stringify({
        service: this.props.settings.serviceName,
        requestId: '$context.requestId',
        routeKey: '$context.routeKey',
        status: '$context.status',
        latencyMs: '$context.responseLatency',
      }),
    };
  }
}

const pathOf = (endpoint: string) => `/webhooks/${endpoint}`;
