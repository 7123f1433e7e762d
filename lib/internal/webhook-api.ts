import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { acknowledge } from './acknowledge';
import { displayName } from './construct-names';
import { CustomDomain } from './custom-domain';
import { checkExistingApi } from './existing-api';
import { type ProviderEndpoint } from './provider-endpoint';
import { type Settings } from './settings';
import { countThrottled } from './throttled-webhooks';

/** Properties of the webhook API. */
export interface WebhookApiProps {
  /** The user's choice of the API, its address and its limits. */
  readonly choice: Pick<
    EsignWebhooksProps,
    'httpApi' | 'baseUrl' | 'domain' | 'disableExecuteApiEndpoint' | 'throttling'
  >;
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
  /** The domain name, if this construct made it. */
  readonly domainName?: apigatewayv2.DomainName;
  /** The public address, without a slash at its end. Undefined if it is the API's own. */
  private readonly baseUrl?: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebhookApiProps,
  ) {
    super(scope, id);
    const { httpApi, baseUrl, domain, disableExecuteApiEndpoint, throttling = {} } = props.choice;
    const { rateLimit = 100, burstLimit = 200 } = throttling;
    this.limits = { rateLimit, burstLimit };
    this.baseUrl = baseUrl?.replace(/\/+$/, '');
    if (httpApi) {
      this.httpApi = httpApi;
      checkExistingApi(this, { httpApi, baseUrl });
      return;
    }
    this.ownApi = new apigatewayv2.HttpApi(this, 'Api', {
      // The SDK's model of API Gateway v2, CreateApi: 1 to 128 characters; checked 2026-11-27.
      apiName: displayName(scope, 128),
      description: 'Receives e-signature webhooks',
      ipAddressType: apigatewayv2.IpAddressType.DUAL_STACK,
      disableExecuteApiEndpoint,
    });
    this.httpApi = this.ownApi;
    const stage = this.ownApi.defaultStage?.node.defaultChild as apigatewayv2.CfnStage;
    const accessLogs = this.makeAccessLogs(this.ownApi.apiId);
    stage.accessLogSettings = this.accessLogSettings(accessLogs);
    this.throttled = countThrottled(this, accessLogs, props.settings.serviceName);
    stage.defaultRouteSettings = this.routeSettings();
    if (domain) {
      const made = new CustomDomain(this, 'Domain', { ...domain, httpApi: this.ownApi, owner: scope });
      this.baseUrl = made.baseUrl;
      this.domainName = made.domainName;
    }
  }

  /** Returns the address for the provider. If it ends with a token, the token is left out. */
  urlOf(endpoint: string): string {
    return `${this.baseUrl ?? this.httpApi.apiEndpoint}${pathOf(endpoint)}`;
  }

  /**
   * Returns the API's own address of an endpoint, if it answers beside the public one. So a provider that has registered it
   * before there was another address is not lost.
   */
  executeApiUrlOf(endpoint: string): string | undefined {
    const { baseUrl, httpApi } = this;
    return baseUrl !== undefined && answersItself(httpApi)
      ? `${httpApi.apiEndpoint}${pathOf(endpoint)}`
      : undefined;
  }

  /** Returns all addresses of an endpoint that this construct knows. */
  urlsOf(endpoint: string): readonly string[] {
    return [this.urlOf(endpoint), this.executeApiUrlOf(endpoint) ?? []].flat();
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

/** Returns whether an API is known to take webhooks at its own address. The stages of an imported one are not known. */
function answersItself(httpApi: apigatewayv2.IHttpApi): boolean {
  const api = httpApi.node.defaultChild as apigatewayv2.CfnApi | undefined;
  return (
    httpApi instanceof apigatewayv2.HttpApi &&
    httpApi.defaultStage !== undefined &&
    api?.disableExecuteApiEndpoint !== true
  );
}
