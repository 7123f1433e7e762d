import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { powertoolsTelemetry } from '../../lambda/aws/powertools-telemetry';
import { EsignMetric, EsignProvider, EsignWebhooks, type IEsignWebhooks } from '../../lib';
import { makeStack, oneEndpoint, resolveTokens, resourcesOf, synth } from './synth';

const environment = process.env;
afterEach(() => {
  process.env = environment;
});

/** Returns the variables of all functions of a template that have a stage. */
const environments = (template: Template) =>
  Object.values(resourcesOf(template)).flatMap(({ Type, Properties }) =>
    Type === 'AWS::Lambda::Function' && 'Environment' in Properties
      ? [(Properties.Environment as { Variables: Record<string, unknown> }).Variables]
      : [],
  );

/** Returns the metrics that a function with this variable writes, of all that there are. */
function written(variable: string | undefined): string[] {
  process.env = { ...environment, POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks', COUNTED_METRICS: variable };
  if (variable === undefined) delete process.env.COUNTED_METRICS;
  const names: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
    const { _aws } = JSON.parse(String(line)) as {
      readonly _aws?: {
        readonly CloudWatchMetrics: readonly [{ readonly Metrics: readonly [{ Name: string }] }];
      };
    };
    return names.push(_aws?.CloudWatchMetrics[0].Metrics[0].Name ?? 'a log line') > 0;
  });
  const telemetry = powertoolsTelemetry('verify');
  for (const metric of Object.values(EsignMetric)) {
    if (metric === EsignMetric.EVENT_DELAY) telemetry.measure(metric, 1);
    else telemetry.count(metric, 'contracts');
  }
  jest.restoreAllMocks();
  return names.sort();
}

/** The metrics of the alarms of a template, in the namespace of the functions. */
const alarmed = (template: Template) =>
  Object.values(resourcesOf(template)).flatMap(({ Type, Properties }) =>
    Type === 'AWS::CloudWatch::Alarm' &&
    Properties.Namespace === 'EsignWebhooks' &&
    Properties.MetricName !== 'WebhooksThrottled'
      ? [String(Properties.MetricName)]
      : [],
  );

test('by default the functions count all metrics, and their environment says nothing about it', () => {
  const { template } = synth();

  expect(environments(template).filter((variables) => 'COUNTED_METRICS' in variables)).toEqual([]);
  expect(written(undefined)).toEqual(Object.values(EsignMetric).sort());
});

test('with an empty list each function counts just the metrics that have an alarm', () => {
  const { template } = synth({ metrics: [] });

  const variables = environments(template).map(({ COUNTED_METRICS }) => COUNTED_METRICS as string);

  expect(variables.length).toBeGreaterThan(3);
  expect(alarmed(template).length).toBeGreaterThan(5);
  for (const variable of variables) expect(written(variable)).toEqual(alarmed(template).sort());
});

test('what is in the list is counted too', () => {
  const metrics = [EsignMetric.EVENT_PUBLISHED, EsignMetric.EVENT_DELAY, EsignMetric.WEBHOOK_MISMATCHED];
  const { template } = synth({ metrics });

  const [variables] = environments(template);

  const expected = new Set([...metrics, ...alarmed(template)]);
  expect(written(variables!.COUNTED_METRICS as string)).toEqual([...expected].sort());
});

test('a list that was lost on its way switches no alarm off', () => {
  expect(written('')).toEqual(Object.values(EsignMetric).sort());
});

test('log lines stay, whatever is counted', () => {
  process.env = { ...environment, COUNTED_METRICS: 'SecretNotSet' };
  const log = jest.spyOn(process.stdout, 'write').mockReturnValue(true);

  powertoolsTelemetry('verify').info('webhook', { outcome: 'queued' });

  expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({ message: 'webhook', outcome: 'queued' });
});

const own = (metrics: EsignMetric[]) => {
  const stack = makeStack();
  return { stack, signing: new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, metrics }) };
};

const imported = (metrics: EsignMetric[]) => {
  const stack = new Stack(new App(), 'Test');
  const signing = EsignWebhooks.fromAttributes(stack, 'Signing', {
    eventBus: events.EventBus.fromEventBusName(stack, 'Bus', 'theirs'),
    archiveBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'theirs'),
    endpoints: ['iinked-sign'],
    serviceName: 'Theirs-Signing',
    metrics,
  });
  return { stack, signing };
};

describe.each([
  ['a pipeline', own],
  ['a pipeline of another app', imported],
])('%s', (_what, make) => {
  it('throws for a metric that is switched off, and names it', () => {
    const { signing } = make([EsignMetric.EVENT_PUBLISHED]);

    const off =
      'EsignWebhooks "Test/Signing": the metric WebhookAccepted is switched off: add it to the prop metrics';
    expect(() => signing.metric(EsignMetric.WEBHOOK_ACCEPTED)).toThrow(off);
    expect(() => signing.metric(EsignMetric.WEBHOOK_ACCEPTED, 'iinked-sign')).toThrow(off);
    expect(() => signing.metricEventDelay()).toThrow('the metric EventDelay is switched off');
    expect(signing.metric(EsignMetric.EVENT_PUBLISHED).metricName).toBe('EventPublished');
    expect(signing.metric(EsignMetric.SECRET_NOT_SET, 'iinked-sign').metricName).toBe('SecretNotSet');
  });

  it('has no line for such a metric in its dashboard, no graph without a line, and says which are missing', () => {
    const { signing, stack } = make([EsignMetric.EVENT_PUBLISHED]);
    signing.addDashboard('Dashboard');

    const widgets = widgetsOf(stack);

    const metrics = widgets.flatMap(({ properties }) => properties.metrics ?? []).map(([, name]) => name);
    const off = /^Switched off by the prop `metrics`: (.*)$/.exec(widgets.at(-1)!.properties.markdown!)![1]!;
    expect(metrics).toEqual(expect.arrayContaining(['EventPublished', 'SecretNotSet', 'WebhookMissed']));
    expect(metrics.filter((name) => off.split(', ').includes(String(name)))).toEqual([]);
    expect(off.split(', ')).toEqual(expect.arrayContaining(['WebhookAccepted', 'EventDelay']));
    expect(widgets.map(({ properties }) => properties.title)).not.toContain('Archive');
  });

  it('refuses a metric that does not exist', () => {
    expect(() => make(['WebhookLost' as EsignMetric])).toThrow(
      'metrics has "WebhookLost": give values of EsignMetric',
    );
  });
});

test('the delay of events is measured for all endpoints together', () => {
  const { signing } = synth({ providers: [EsignProvider.documenso()] });

  expect(() => (signing as IEsignWebhooks).metric(EsignMetric.EVENT_DELAY, 'documenso')).toThrow(
    'the endpoint of the metric EventDelay is "documenso": leave it out, because all endpoints are measured together',
  );
  expect(signing.metric(EsignMetric.EVENT_DELAY).toMetricConfig()).toEqual(
    signing.metricEventDelay().toMetricConfig(),
  );
});

interface Widget {
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

function widgetsOf(stack: Stack): readonly Widget[] {
  const [dashboard] = Object.values(resourcesOf(Template.fromStack(stack))).filter(
    ({ Type }) => Type === 'AWS::CloudWatch::Dashboard',
  );
  const body = resolveTokens(dashboard!.Properties.DashboardBody) as string;
  return (JSON.parse(body) as { widgets: readonly Widget[] }).widgets;
}
