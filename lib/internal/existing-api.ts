import { Token, Validations } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { type IConstruct } from 'constructs';
import { message } from './message';

/** The user's own API, and the address that the user gives for it. */
export interface ExistingApi {
  /** The API. */
  readonly httpApi: apigatewayv2.IHttpApi;
  /** The public address, if it is not the API's own. */
  readonly baseUrl?: string;
}

/**
 * Checks that the user's own API serves the routes. Its stages may be made later than the construct, so an error comes
 * only when the app is synthesized.
 */
export function checkExistingApi(scope: IConstruct, api: ExistingApi): void {
  const warnings = Validations.of(scope);
  warnings.addWarning(
    'cdk-esign-webhooks:existing-api',
    message`You configure throttling and access logs of your httpApi: set a default limit for each route of its stage, log neither paths nor headers, and count the answers 429 with a metric filter and an alarm.`,
  );
  if (!isMadeHere(api.httpApi)) {
    warnings.addWarning(
      'cdk-esign-webhooks:imported-api',
      message`The stages of an imported httpApi are not known here. It needs a stage "$default" that deploys automatically. If another stage serves the webhooks, give a baseUrl with its path.`,
    );
  }
  scope.node.addValidation({
    validate: () => {
      if (!isDeployed(api)) {
        warnings.addWarning(
          'cdk-esign-webhooks:api-not-deployed',
          message`No stage of your httpApi that could serve the webhooks deploys automatically (autoDeploy). Deploy the API after each change of the endpoints: until then the webhooks are answered with 404.`,
        );
      }
      return addressProblems(api);
    },
  });
}

/** Returns the error if the address without a stage's path leads nowhere. */
function addressProblems({ httpApi, baseUrl }: ExistingApi): string[] {
  const stages = stagesOf(httpApi);
  const isKnown = stages.length > 0 || isMadeHere(httpApi);
  if (!isKnown || baseUrl !== undefined || stages.some(isDefault)) return [];
  const names = stages.map(({ stageName }) => `"${stageName}"`).join(', ');
  return [
    message`httpApi has no stage "$default"${names && `, but ${names}`}: give a baseUrl with the path of the stage that serves the webhooks, such as its url, or make a stage "$default"`,
  ];
}

/** Returns whether routes are served without a deployment by hand, as far as that is known. */
function isDeployed({ httpApi, baseUrl }: ExistingApi): boolean {
  const serving = stagesOf(httpApi).filter((stage) => baseUrl !== undefined || isDefault(stage));
  return (
    serving.length === 0 || serving.some(({ autoDeploy }) => autoDeploy !== undefined && autoDeploy !== false)
  );
}

/** A name that only the deployment knows may be this one. */
const isDefault = ({ stageName }: apigatewayv2.CfnStage) =>
  stageName === '$default' || Token.isUnresolved(stageName);

const isMadeHere = (httpApi: apigatewayv2.IHttpApi) => httpApi instanceof apigatewayv2.HttpApi;

/** Returns the API's stages in this app. */
function stagesOf({ apiId, node }: apigatewayv2.IHttpApi): apigatewayv2.CfnStage[] {
  const stages = node.root.node.findAll().filter((child) => child instanceof apigatewayv2.CfnStage);
  return stages.filter((stage) => stage.apiId === apiId);
}
