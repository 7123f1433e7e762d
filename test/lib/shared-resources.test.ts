import { App, Stack, Stage } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EsignProvider, EsignWebhooks, type EsignWebhooksProps } from '../../lib';

type Resources = Partial<EsignWebhooksProps>;

const documenso = (endpoint: string) => [EsignProvider.documenso({ endpoint })];

/** Makes two constructs in two stacks. The second stack imports or uses what the first one has. */
function makeTwo(
  share: (one: Stack, other: Stack) => readonly [Resources, Resources],
  second = 'sales',
): void {
  const app = new App();
  const [one, other] = [new Stack(app, 'One'), new Stack(app, 'Other')];
  const [first, last] = share(one, other);
  new EsignWebhooks(one, 'Signing', { providers: documenso('sales'), ...first });
  new EsignWebhooks(other, 'Signing', { providers: documenso(second), ...last });
}

const bus = (stack: Stack) => events.EventBus.fromEventBusName(stack, 'Bus', 'central');
const bucket = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'their-archive');
const api = (stack: Stack) =>
  apigatewayv2.HttpApi.fromHttpApiAttributes(stack, 'Api', {
    httpApiId: 'a1b2',
    apiEndpoint: 'https://a1b2.execute-api.eu-west-1.amazonaws.com',
  });

const shared: [string, string, (one: Stack, other: Stack) => readonly [Resources, Resources]][] = [
  [
    'the same bus',
    'eventBus',
    (stack) => {
      const eventBus = new events.EventBus(stack, 'Bus');
      return [{ eventBus }, { eventBus }];
    },
  ],
  [
    'a bus that is imported twice',
    'eventBus',
    (one, other) => [{ eventBus: bus(one) }, { eventBus: bus(other) }],
  ],
  [
    'a bucket that is imported twice',
    'archiveBucket',
    (one, other) => [{ archiveBucket: bucket(one) }, { archiveBucket: bucket(other) }],
  ],
  [
    'an API that is imported twice',
    'httpApi',
    (one, other) => [{ httpApi: api(one) }, { httpApi: api(other) }],
  ],
];

test.each(shared)('two constructs with %s may not have endpoints of one name', (_what, prop, share) => {
  expect(() => makeTwo(share)).toThrow(
    `EsignWebhooks "Other/Signing": providers has endpoints "sales", and so has EsignWebhooks "One/Signing" with the same ${prop}: give each endpoint its own name`,
  );
});

test.each(shared)('two constructs with %s may have endpoints of different names', (_what, _prop, share) => {
  expect(() => makeTwo(share, 'legal')).not.toThrow();
});

test('the bus of the first construct is shared if the second one gets it', () => {
  const stack = new Stack(new App(), 'Test');
  const { eventBus } = new EsignWebhooks(stack, 'Sales', { providers: documenso('sales') });

  expect(() => new EsignWebhooks(stack, 'Legal', { providers: documenso('sales'), eventBus })).toThrow(
    /"Test\/Legal".*"sales".*"Test\/Sales" with the same eventBus/,
  );
});

test('the bus of one name in two accounts is not shared, and the error of stacks without an env says so', () => {
  const app = new App();
  const add = (id: string, account?: string) => {
    const stack = new Stack(app, id, account === undefined ? {} : { env: { account, region: 'eu-west-1' } });
    new EsignWebhooks(stack, 'Signing', { providers: documenso('sales'), eventBus: bus(stack) });
  };
  add('Dev', '111111111111');
  add('Prod', '222222222222');
  add('One');

  expect(() => add('Other')).toThrow(
    'do not share eventBus. If the stacks are for different accounts or regions, give each an env',
  );
});

test('constructs with resources of their own may have endpoints of one name', () => {
  expect(() => makeTwo(() => [{}, {}])).not.toThrow();
});

test('two Stages of one App may have the same endpoints, because each is an environment', () => {
  const app = new App();

  for (const id of ['Staging', 'Production']) {
    const stack = new Stack(new Stage(app, id), 'Test');
    new EsignWebhooks(stack, 'Signing', { providers: documenso('sales'), eventBus: bus(stack) });
  }

  expect(app.node.children).toHaveLength(2);
});
