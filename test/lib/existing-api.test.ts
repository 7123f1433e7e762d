import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { EsignWebhooks } from '../../lib';
import { oneEndpoint, resolveTokens } from './synth';

/** An API of the user, and the address that the user gives for it. */
interface Given {
  readonly httpApi: apigatewayv2.IHttpApi;
  readonly baseUrl?: string;
  /** Makes stages after the construct. */
  readonly later?: () => void;
}

/** Synthesizes the construct with an API of the user, and returns its address and the ids of its warnings. */
function synthesize(bring: (stack: Stack) => Given) {
  const stack = new Stack(new App(), 'Test');
  const { httpApi, baseUrl, later } = bring(stack);
  const signing = new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, httpApi, baseUrl });
  later?.();
  Template.fromStack(stack);
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  return {
    address: resolveTokens(stack.resolve(signing.webhookUrl('iinked-sign'))),
    warnings: warnings.map(({ entry }) => /cdk-esign-webhooks:([\w-]+)/.exec(String(entry.data))?.[1]),
  };
}

const withoutStage = (stack: Stack) =>
  new apigatewayv2.HttpApi(stack, 'Theirs', { createDefaultStage: false });

const addStage = (httpApi: apigatewayv2.IHttpApi, stageName: string, autoDeploy = true) =>
  new apigatewayv2.HttpStage(httpApi, `Stage-${stageName}`, { httpApi, stageName, autoDeploy });

const imported = (stack: Stack) =>
  apigatewayv2.HttpApi.fromHttpApiAttributes(stack, 'Theirs', {
    httpApiId: 'a1b2',
    apiEndpoint: 'https://a1b2.execute-api.eu-west-1.amazonaws.com',
  });

test('an API with its default stage has the address of the API', () => {
  expect(synthesize((stack) => ({ httpApi: new apigatewayv2.HttpApi(stack, 'Theirs') }))).toEqual({
    address: '<TheirsED81C6B3.ApiEndpoint>/webhooks/iinked-sign'.replace('ED81C6B3', ''),
    warnings: ['existing-api'],
  });
});

test('an API whose default stage is made after the construct has the address of the API', () => {
  const { warnings } = synthesize((stack) => {
    const httpApi = withoutStage(stack);
    return { httpApi, later: () => void addStage(httpApi, '$default') };
  });

  expect(warnings).toEqual(['existing-api']);
});

test.each<[string, (stack: Stack) => Given, RegExp]>([
  [
    'no stage',
    (stack) => ({ httpApi: withoutStage(stack) }),
    /httpApi has no stage "\$default": give a baseUrl with the path of the stage/,
  ],
  [
    'a named stage only',
    (stack) => {
      const httpApi = withoutStage(stack);
      return { httpApi, later: () => void addStage(httpApi, 'prod') };
    },
    /httpApi has no stage "\$default", but "prod": give a baseUrl/,
  ],
  [
    'a named stage of an imported API only',
    (stack) => {
      const httpApi = imported(stack);
      addStage(httpApi, 'prod');
      return { httpApi };
    },
    /httpApi has no stage "\$default", but "prod"/,
  ],
  [
    'no address of its own',
    (stack) => ({ httpApi: new apigatewayv2.HttpApi(stack, 'Theirs', { disableExecuteApiEndpoint: true }) }),
    /httpApi has disableExecuteApiEndpoint, so its own address does not answer: give a baseUrl/,
  ],
])('an API with %s and no baseUrl is refused', (_what, bring, message) => {
  expect(() => synthesize(bring)).toThrow(message);
});

test('the url of a named stage is a baseUrl', () => {
  const { address, warnings } = synthesize((stack) => {
    const httpApi = withoutStage(stack);
    return { httpApi, baseUrl: addStage(httpApi, 'prod').url };
  });

  expect(address).toMatch(/^https:\/\/<Theirs>\.execute-api\..*\/prod\/webhooks\/iinked-sign$/);
  expect(warnings).toEqual(['existing-api']);
});

test.each([
  ['$default', undefined],
  ['prod', 'https://hooks.example.com/prod'],
])('a stage %s that does not deploy automatically leads to a warning', (stageName, baseUrl) => {
  const { warnings } = synthesize((stack) => {
    const httpApi = withoutStage(stack);
    addStage(httpApi, stageName, false);
    return { httpApi, baseUrl };
  });

  expect(warnings).toEqual(['existing-api', 'api-not-deployed']);
});

test('an imported API leads to a warning about its stages, which are not known', () => {
  expect(synthesize((stack) => ({ httpApi: imported(stack) }))).toEqual({
    address: 'https://a1b2.execute-api.eu-west-1.amazonaws.com/webhooks/iinked-sign',
    warnings: ['existing-api', 'imported-api'],
  });
});

test('an API without an address of its own needs only a baseUrl', () => {
  const { address } = synthesize((stack) => ({
    httpApi: new apigatewayv2.HttpApi(stack, 'Theirs', { disableExecuteApiEndpoint: true }),
    baseUrl: 'https://hooks.example.com/signing/',
  }));

  expect(address).toBe('https://hooks.example.com/signing/webhooks/iinked-sign');
});
