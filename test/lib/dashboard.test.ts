import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EsignMetric, EsignProvider, EsignWebhooks } from '../../lib';
import { powertoolsTelemetry } from '../../lambda/aws/powertools-telemetry';
import { makeStack, oneEndpoint, resolveTokens, resourcesOf } from './synth';

/** A widget in the body of a dashboard. */
interface Widget {
  readonly type: string;
  readonly width: number;
  readonly properties: {
    readonly title: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

/** Returns the widgets of the only dashboard of a stack. */
function widgetsOf(stack: Stack): readonly Widget[] {
  const [dashboard] = Object.values(resourcesOf(Template.fromStack(stack))).filter(
    ({ Type }) => Type === 'AWS::CloudWatch::Dashboard',
  );
  const body = resolveTokens(dashboard!.Properties.DashboardBody) as string;
  return (JSON.parse(body) as { widgets: readonly Widget[] }).widgets;
}

const titled = (widgets: readonly Widget[], title: string) =>
  widgets.find(({ properties }) => properties.title === title)!;

/** Returns the names of the metrics of a widget. */
const metricsOf = (widgets: readonly Widget[], title: string) =>
  titled(widgets, title).properties.metrics!.map(([, name]) => name);

const imported = (stack: Stack) =>
  EsignWebhooks.fromAttributes(stack, 'Signing', {
    eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'theirs'),
    archiveBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'theirs'),
    endpoints: ['documenso'],
    serviceName: 'Theirs-Signing',
  });

test('there is no dashboard unless it is asked for', () => {
  const stack = makeStack();

  const signing = new EsignWebhooks(stack, 'Signing', oneEndpoint);
  signing.dashboardWidgets();

  Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
});

test('the dashboard shows what comes in, what becomes of it, and what needs somebody', () => {
  const stack = makeStack();
  const signing = new EsignWebhooks(stack, 'Signing', {
    providers: [EsignProvider.documenso(), EsignProvider.signPlus({ archive: false })],
  });

  signing.addDashboard('Dashboard');

  const widgets = widgetsOf(stack);
  expect(widgets.map(({ properties }) => properties.title)).toEqual([
    'Alarms',
    'Webhooks',
    'Events',
    'Milliseconds from webhook to event',
    'Archive',
    'Found by reconciliation',
    'Secrets and keys',
    'Age of the oldest message, in seconds',
    'Dead letters',
  ]);
  expect(titled(widgets, 'Alarms').properties.alarms).toHaveLength(Object.keys(signing.alarms).length);
  expect(metricsOf(widgets, 'Webhooks')).toEqual([
    'WebhookAccepted',
    'WebhookRefused',
    'WebhookUnchecked',
    'WebhookUnstored',
    'WebhooksThrottled',
  ]);
  expect(metricsOf(widgets, 'Age of the oldest message, in seconds')).toHaveLength(2);
  expect(metricsOf(widgets, 'Dead letters')).toHaveLength(2);
});

test('each count of the dashboard is one that the functions write', () => {
  const stack = makeStack();
  new EsignWebhooks(stack, 'Signing', oneEndpoint).addDashboard('Dashboard');

  const widgets = widgetsOf(stack);

  const names = ['Webhooks', 'Events', 'Archive', 'Found by reconciliation', 'Secrets and keys'].flatMap(
    (title) => metricsOf(widgets, title),
  );
  const known: readonly string[] = [...Object.values(EsignMetric), 'WebhooksThrottled'];
  expect(names.filter((name) => !known.includes(String(name)))).toEqual([]);
});

test('the delay of events has the name, the unit and the dimension that the publisher writes', () => {
  const output: string[] = [];
  process.env.POWERTOOLS_METRICS_NAMESPACE = 'EsignWebhooks';
  process.env.POWERTOOLS_SERVICE_NAME = 'Test-Signing';
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => output.push(String(line)) > 0);
  powertoolsTelemetry('publish').measure('EventDelay', 120);
  jest.restoreAllMocks();
  const stack = new Stack(new App(), 'Test');
  const metric = imported(stack).metricEventDelay();

  const { _aws, EventDelay } = JSON.parse(output.join('')) as {
    _aws: { CloudWatchMetrics: unknown };
    EventDelay: number;
  };
  expect(EventDelay).toBe(120);
  expect(_aws.CloudWatchMetrics).toEqual([
    {
      Namespace: metric.namespace,
      Dimensions: [Object.keys(metric.dimensions ?? {})],
      Metrics: [{ Name: metric.metricName, Unit: metric.unit }],
    },
  ]);
});

test('another stack has a dashboard of the pipeline, under the name that it chooses', () => {
  const app = new App();
  const signing = new EsignWebhooks(new Stack(app, 'Ours', { stackName: 'ours' }), 'Signing', oneEndpoint);
  const theirs = new Stack(app, 'Theirs');

  signing.addDashboard('Contracts', { crossStackScope: theirs, dashboardName: 'contracts' });

  Template.fromStack(theirs).hasResourceProperties('AWS::CloudWatch::Dashboard', {
    DashboardName: 'contracts',
  });
  const [, , service, name] = titled(widgetsOf(theirs), 'Events').properties.metrics![0]!;
  expect([service, name]).toEqual(['service', 'ours-Signing']);
});

test('another app has the widgets of the metrics, without alarms and queues', () => {
  const stack = makeStack();

  imported(stack).addDashboard('Dashboard');

  const titles = widgetsOf(stack).map(({ properties }) => properties.title);
  expect(titles).not.toContain('Alarms');
  expect(titles).not.toContain('Dead letters');
  expect(titles).toContain('Archive');
});

test('an API of the user has no metric of answers 429', () => {
  const stack = makeStack();
  const httpApi = new apigatewayv2.HttpApi(stack, 'Theirs');

  new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, httpApi }).addDashboard('Dashboard');

  expect(metricsOf(widgetsOf(stack), 'Webhooks')).not.toContain('WebhooksThrottled');
});
