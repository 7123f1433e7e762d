import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Settings } from './settings';

/** What the way in is made of. */
export interface WebhookApiProps {
  readonly existing?: apigatewayv2.IHttpApi;
  readonly baseUrl?: string;
  readonly throttling: Required<apigatewayv2.ThrottleSettings>;
  readonly settings: Settings;
}

/** The way in: an HTTP API of our own or the user's, and a POST route per endpoint, made in our own scope. */
export class WebhookApi extends Construct {
  readonly httpApi: apigatewayv2.IHttpApi;
  private readonly stage?: apigatewayv2.CfnStage;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebhookApiProps,
  ) {
    super(scope, id);
    if (props.existing) {
      this.httpApi = props.existing;
    } else {
      const api = new apigatewayv2.HttpApi(this, 'Api', { description: 'Takes e-signature webhooks' });
      this.httpApi = api;
      this.stage = api.defaultStage?.node.defaultChild as apigatewayv2.CfnStage;
      this.logAccess(this.stage);
    }
  }

  /** The address that the provider is to call, letter for letter. */
  urlOf(endpoint: string): string {
    return `${this.props.baseUrl?.replace(/\/+$/, '') ?? this.httpApi.apiEndpoint}${pathOf(endpoint)}`;
  }

  /** Routes an endpoint's webhooks to its verifier. */
  route(scope: Construct, endpoint: string, verifier: lambda.IFunction): void {
    const route = new apigatewayv2.HttpRoute(scope, 'Route', {
      httpApi: this.httpApi,
      routeKey: apigatewayv2.HttpRouteKey.with(pathOf(endpoint), apigatewayv2.HttpMethod.POST),
      integration: new HttpLambdaIntegration('Integration', verifier),
      // The verifier decides; an existing API's own authorizer would refuse every webhook.
      authorizer: new apigatewayv2.HttpNoneAuthorizer(),
    });
    this.throttle(`POST ${pathOf(endpoint)}`, route);
  }

  /** Each route has its own limit: a flood on one endpoint must not starve the others. */
  private throttle(routeKey: string, route: apigatewayv2.HttpRoute): void {
    if (!this.stage) return;
    const { rateLimit, burstLimit } = this.props.throttling;
    this.stage.routeSettings = {
      ...(this.stage.routeSettings as object | undefined),
      [routeKey]: { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit },
    };
    this.stage.node.addDependency(route);
  }

  /** Neither path nor headers: for some providers the path is the secret, for others a header is. */
  private logAccess(stage: apigatewayv2.CfnStage): void {
    const { logRetention, encryptionKey, removalPolicy } = this.props.settings;
    const logGroup = new logs.LogGroup(this, 'AccessLogs', {
      retention: logRetention,
      encryptionKey,
      removalPolicy,
    });
    stage.accessLogSettings = {
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
