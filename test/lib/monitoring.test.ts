import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { powertoolsTelemetry } from '../../lambda/aws/powertools-telemetry';
import { EsignProvider, EsignWebhooks, IinkedSignApi } from '../../lib';
import { makeStack, oneEndpoint, resourcesOf, resolveTokens, shorten, synth } from './synth';

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly MetricName: string;
  readonly Threshold: number;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly Statistic: string;
  readonly TreatMissingData: string;
  readonly ComparisonOperator: string;
  readonly AlarmActions?: unknown[];
  readonly OKActions?: unknown[];
  readonly Dimensions: { readonly Name: string; readonly Value: unknown }[];
}

const alarmsOf = (template: Template) =>
  Object.entries(resourcesOf(template))
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([id, { Properties }]) => [shorten(id), Properties as unknown as AlarmProperties] as const);

test('these alarms exist', () => {
  const { template } = synth();

  const table = alarmsOf(template).map(([id, alarm]) => [
    id.replace(/^Alarms/, ''),
    alarm.MetricName,
    `${alarm.Statistic} >= ${alarm.Threshold}`,
    `${alarm.EvaluationPeriods} x ${alarm.Period} s`,
  ]);

  expect(table).toEqual([
    ['WebhooksUnanswered', '5xx', 'Sum >= 1', '1 x 300 s'],
    ['WebhooksThrottled', 'WebhooksThrottled', 'Sum >= 1', '1 x 300 s'],
    ['IntakeDeadLetters', 'ApproximateNumberOfMessagesVisible', 'Maximum >= 1', '1 x 300 s'],
    ['IntakeNotRead', 'ApproximateAgeOfOldestMessage', 'Maximum >= 3600', '1 x 300 s'],
    ['SweepDeadLetters', 'ApproximateNumberOfMessagesVisible', 'Maximum >= 1', '1 x 300 s'],
    ['SecretNotSet', 'SecretNotSet', 'Sum >= 1', '1 x 300 s'],
    ['WebhookMismatched', 'WebhookMismatched', 'Sum >= 1', '1 x 300 s'],
    ['DuplicateBodyDiffers', 'DuplicateBodyDiffers', 'Sum >= 1', '1 x 300 s'],
    ['ApiKeyUnusable', 'ApiKeyUnusable', 'Sum >= 1', '1 x 300 s'],
    ['ArchiveWaitingForHours', 'ArchiveWaitingForHours', 'Sum >= 1', '1 x 3600 s'],
    ['DamagedFileArchived', 'DamagedFileArchived', 'Sum >= 1', '1 x 300 s'],
    ['WebhookMissed', 'WebhookMissed', 'Sum >= 1', '1 x 3600 s'],
    ['ReconciliationOverdue', 'ReconciliationOverdue', 'Sum >= 1', '1 x 86400 s'],
    ['IinkedSignArchiveDeadLetters', 'ApproximateNumberOfMessagesVisible', 'Maximum >= 1', '1 x 300 s'],
    ['IinkedSignArchiveNotRead', 'ApproximateAgeOfOldestMessage', 'Maximum >= 86400', '1 x 300 s'],
  ]);
  for (const [, alarm] of alarmsOf(template)) {
    expect(alarm.ComparisonOperator).toBe('GreaterThanOrEqualToThreshold');
    expect(alarm.TreatMissingData).toBe('notBreaching');
    expect(alarm.AlarmActions).toBeUndefined();
  }
});

test('the answers 429 of the own API are counted from its access log, under the service that its alarm asks for', () => {
  const { template } = synth();
  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage')) as {
    Properties: { AccessLogSettings: { Format: unknown } };
  }[];
  const logged = JSON.parse(String(resolveTokens(stage!.Properties.AccessLogSettings.Format))) as object;
  const [, alarm] = alarmsOf(template).find(([id]) => id === 'AlarmsWebhooksThrottled')!;

  template.hasResourceProperties('AWS::Logs::MetricFilter', {
    FilterPattern: '{ ($.service = "*") && (($.status = "429") || ($.status = 429)) }',
    LogGroupName: { Ref: Match.stringLikeRegexp('AccessLogs') },
    MetricTransformations: [
      {
        MetricNamespace: 'EsignWebhooks',
        MetricName: 'WebhooksThrottled',
        MetricValue: '1',
        Unit: 'Count',
        Dimensions: [{ Key: 'service', Value: '$.service' }],
      },
    ],
  });
  expect(logged).toMatchObject({ service: '<AWS::StackName>-Signing', status: '$context.status' });
  expect(resolveTokens(alarm.Dimensions)).toEqual([{ Name: 'service', Value: '<AWS::StackName>-Signing' }]);
});

test('an API of the user is not counted here, and the warning says how', () => {
  const stack = makeStack();
  const httpApi = new apigatewayv2.HttpApi(stack, 'Api');

  new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, httpApi });

  Template.fromStack(stack).resourceCountIs('AWS::Logs::MetricFilter', 0);
  expect(alarmsOf(Template.fromStack(stack)).map(([id]) => id)).not.toContain('AlarmsWebhooksThrottled');
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('count the answers 429'));
});

test('an alarm on a count is about all endpoints of the construct, and says how to find the endpoint', () => {
  const providers = ['a', 'b'].map((endpoint) =>
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint }),
  );

  const alarms = alarmsOf(synth({ providers }).template).filter(([, { MetricName }]) =>
    /^(SecretNotSet|WebhookMismatched|ApiKeyUnusable|ArchiveWaitingForHours|DamagedFileArchived)$/.test(
      MetricName,
    ),
  );

  expect(alarms).toHaveLength(5);
  for (const [, { Dimensions, MetricName, AlarmDescription }] of alarms) {
    expect(resolveTokens(Dimensions)).toEqual([{ Name: 'service', Value: '<AWS::StackName>-Signing' }]);
    expect(AlarmDescription).toContain(`Its metric ${MetricName} with the dimension endpoint says where.`);
  }
});

test('a construct without an endpoint that archives has no alarms about archiving', () => {
  const providers = [EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, archive: false })];

  const ids = alarmsOf(synth({ providers }).template).map(([id]) => id);

  expect(ids.filter((id) => /Archive|ApiKey/.test(id))).toEqual([]);
  expect(ids).toHaveLength(8);
});

test('each dead-letter queue has an alarm', () => {
  const providers = ['a', 'b'].map((endpoint) =>
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint }),
  );
  const { template } = synth({ providers });

  const watched = alarmsOf(template)
    .filter(([id]) => id.endsWith('DeadLetters'))
    .map(([, { Dimensions }]) => resolveTokens(Dimensions[0]?.Value));
  const deadLetterQueues = Object.entries(resourcesOf(template))
    .filter(([id, { Type }]) => Type === 'AWS::SQS::Queue' && id.includes('DeadLetter'))
    .map(([id]) => `<${shorten(id)}.QueueName>`);

  expect(watched.sort()).toEqual(deadLetterQueues.sort());
});

test('each alarm can be reached by its name, and has the given threshold and actions', () => {
  const stack = makeStack();
  const topic = new sns.Topic(stack, 'Topic');

  const { alarms } = new EsignWebhooks(stack, 'Signing', {
    ...oneEndpoint,
    okActions: [new actions.SnsAction(topic)],
    alarmThresholds: { WebhookMismatched: 5, IntakeNotRead: 600 },
  });

  const template = alarmsOf(Template.fromStack(stack)).map(
    ([id, alarm]) => [id.replace('Alarms', ''), alarm] as const,
  );
  expect(Object.keys(alarms)).toEqual(template.map(([name]) => name));
  expect(template.filter(([, alarm]) => alarm.OKActions?.length === 1)).toHaveLength(template.length);
  expect(
    template.filter(([, { Threshold }]) => Threshold === 5 || Threshold === 600).map(([name]) => name),
  ).toEqual(['IntakeNotRead', 'WebhookMismatched']);
});

test('an alarm about one endpoint names it, and each has a link to the runbook', () => {
  const { template } = synth();

  for (const [id, { AlarmDescription }] of alarmsOf(template)) {
    expect(AlarmDescription).toMatch(/ https:\/\/github\.com\/\S+\/blob\/main\/docs\/runbook\.md#[a-z-]+$/);
    expect(AlarmDescription.includes(' Endpoint: iinked-sign. ')).toBe(id.startsWith('AlarmsIinkedSign'));
  }
});

test('each alarm has the given actions', () => {
  const stack = makeStack();
  const topic = new sns.Topic(stack, 'Topic');

  new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, alarmActions: [new actions.SnsAction(topic)] });

  for (const [, { AlarmActions }] of alarmsOf(Template.fromStack(stack))) {
    expect(resolveTokens(AlarmActions)).toEqual([expect.stringMatching(/^<Topic/)]);
  }
});

const runbook = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);

/** The headings without an alarm. */
const withoutAlarm = [
  'a-portfolio-is-given-up',
  'a-webhook-secret-has-leaked',
  'changing-the-encryption-key',
  'deleting-a-dead-letter',
  'taking-something-out-of-the-archive',
];

test('each alarm has a heading in the runbook, and each heading has an alarm and instructions', () => {
  const { template } = synth();

  const links = alarmsOf(template).map(([, { AlarmDescription }]) =>
    AlarmDescription.replace(/^.*runbook\.md#/, ''),
  );
  const anchors = headings.map((heading) => heading.toLowerCase().replaceAll(' ', '-'));

  expect([...new Set(links), ...withoutAlarm].sort()).toEqual([...anchors].sort());
  for (const part of runbook.split(/^## /m).slice(1)) {
    expect(part).toMatch(/^1\. |\| what to do +\|$/m);
  }
});

test('the runbook has the name of each alarm, beside its heading', () => {
  const { template } = synth();
  const rows = [...runbook.matchAll(/^\| `([A-Z<][\w<>]+)` +\| ([^|]+?) +\|$/gm)].map(([, name, heading]) => [
    name,
    heading,
  ]);

  const alarms = alarmsOf(template).map(([id, { AlarmDescription }]) => [
    id.replace('Alarms', '').replace('IinkedSign', '<Endpoint>'),
    AlarmDescription.slice(0, AlarmDescription.indexOf('.')),
  ]);

  expect(rows.sort()).toEqual(alarms.sort());
});

/** Returns the CloudWatch directives in the log line that a stage writes for a count. */
function countedMetrics(): unknown {
  const before = process.env;
  process.env = {
    ...before,
    POWERTOOLS_SERVICE_NAME: 'Stack-Signing',
    POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks',
  };
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  powertoolsTelemetry('verify').count('WebhookAccepted', 'iinked-sign');
  process.env = before;
  const line = JSON.parse(String(write.mock.calls[0]?.[0])) as { _aws: { CloudWatchMetrics: unknown } };
  write.mockRestore();
  return line._aws.CloudWatchMetrics;
}

test('the construct and the stages use the same namespace, dimensions and metric name', () => {
  const { signing, stack } = synth();

  const metric = signing.metricWebhookAccepted('iinked-sign', { period: Duration.minutes(1) });

  expect(metric.namespace).toBe('EsignWebhooks');
  expect(Object.keys(metric.dimensions ?? {}).sort()).toEqual(['endpoint', 'service']);
  expect(resolveTokens(stack.resolve(metric.dimensions))).toEqual({
    endpoint: 'iinked-sign',
    service: '<AWS::StackName>-Signing',
  });
  expect(metric.period.toSeconds()).toBe(60);
  expect(countedMetrics()).toEqual([
    expect.objectContaining({
      Namespace: metric.namespace,
      Dimensions: [['service', 'endpoint'], ['service']],
      Metrics: [expect.objectContaining({ Name: metric.metricName })],
    }),
  ]);
});

test.each([
  ['metricWebhookAccepted', 'WebhookAccepted'],
  ['metricWebhookRefused', 'WebhookRefused'],
  ['metricWebhookUnchecked', 'WebhookUnchecked'],
  ['metricPreviousSecretMatched', 'PreviousSecretMatched'],
  ['metricPreviousApiKeyUsed', 'PreviousApiKeyUsed'],
  ['metricEventPublished', 'EventPublished'],
  ['metricBundleArchived', 'BundleArchived'],
  ['metricArchiveFailed', 'ArchiveFailed'],
] as const)('%s is the sum of %s', (method, name) => {
  const metric = synth().signing[method]('iinked-sign');

  expect([metric.metricName, metric.statistic]).toEqual([name, 'Sum']);
});
