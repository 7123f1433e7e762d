import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type Construct } from 'constructs';
import { EsignWebhooks } from '../../lib';
import { oneEndpoint, resolveTokens, resourcesOf } from './synth';

/** Makes an alarm and a dashboard for one metric of the construct. */
function watch(scope: Construct, signing: EsignWebhooks): void {
  const metric = signing.metricWebhookAccepted('iinked-sign');
  new cloudwatch.Alarm(scope, 'Theirs', { metric, threshold: 1, evaluationPeriods: 1 });
  const dashboard = new cloudwatch.Dashboard(scope, 'Dashboard');
  dashboard.addWidgets(new cloudwatch.GraphWidget({ left: [metric] }));
}

/** Returns the `service` that the alarm and the dashboard of a stack name, with references as text. */
function watched(stack: Stack): unknown[] {
  const resources = Object.entries(resourcesOf(Template.fromStack(stack)));
  const [, alarm] = resources.find(([id]) => id.startsWith('Theirs'))!;
  const [, dashboard] = resources.find(([, { Type }]) => Type === 'AWS::CloudWatch::Dashboard')!;
  const { Value } = (alarm.Properties.Dimensions as { Name: string; Value: unknown }[]).find(
    ({ Name }) => Name === 'service',
  )!;
  const body = JSON.stringify(resolveTokens(dashboard.Properties.DashboardBody)).replaceAll('\\', '');
  return [text(Value), /"service","([^"]*)"/.exec(body)?.[1]];
}

/** A reference to a nested stack becomes `<its id>`. */
const text = (value: unknown) => JSON.stringify(resolveTokens(value)).replace(/^"|"$/g, '');

/** Returns the `service` that the functions of a stack write into their metrics. */
function emitted(stack: Stack): unknown {
  const functions = Object.values(resourcesOf(Template.fromStack(stack))).filter(
    ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && 'Environment' in Properties,
  );
  const services = functions.map(({ Properties }) => {
    const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
    return resolveTokens(Variables.POWERTOOLS_SERVICE_NAME);
  });
  expect(new Set(services).size).toBe(1);
  return services[0];
}

test('in another stack a metric names the stack of the construct', () => {
  const app = new App();
  const stack = new Stack(app, 'Ours', { stackName: 'signing-prod' });
  const monitor = new Stack(app, 'Monitor');

  watch(monitor, new EsignWebhooks(stack, 'Signing', oneEndpoint));

  expect(emitted(stack)).toBe('<AWS::StackName>-Signing');
  expect(watched(monitor)).toEqual(['signing-prod-Signing', 'signing-prod-Signing']);
});

test('in the same stack a metric names the stack as it is deployed', () => {
  const stack = new Stack(new App(), 'Ours');

  watch(stack, new EsignWebhooks(stack, 'Signing', oneEndpoint));

  expect(watched(stack)).toEqual(['<AWS::StackName>-Signing', '<AWS::StackName>-Signing']);
});

test('in a stack of another region a metric names the stack of the construct', () => {
  const app = new App();
  const account = '123456789012';
  const stack = new Stack(app, 'Ours', { env: { account, region: 'eu-west-1' } });
  const monitor = new Stack(app, 'Monitor', { env: { account, region: 'us-east-1' } });
  const signing = new EsignWebhooks(stack, 'Signing', oneEndpoint);

  new cloudwatch.Dashboard(monitor, 'Dashboard').addWidgets(
    new cloudwatch.GraphWidget({ left: [signing.metricEventPublished('iinked-sign')] }),
  );

  const [dashboard] = Object.values(resourcesOf(Template.fromStack(monitor)));
  expect(String(resolveTokens(dashboard?.Properties.DashboardBody))).toMatch(
    /"service","Ours-Signing".*"region":"eu-west-1"/,
  );
});

test('in a stack of a Stage a metric names the stack with the name of the Stage', () => {
  const stage = new Stage(new App(), 'Prod');
  const stack = new Stack(stage, 'Ours');
  const monitor = new Stack(stage, 'Monitor');

  watch(monitor, new EsignWebhooks(stack, 'Signing', oneEndpoint));

  expect(watched(monitor)).toEqual(['Prod-Ours-Signing', 'Prod-Ours-Signing']);
});

test('outside of a nested stack a metric refers to the nested stack, whose name only the deployment knows', () => {
  const parent = new Stack(new App(), 'Ours');
  const nested = new NestedStack(parent, 'Nested');

  watch(parent, new EsignWebhooks(nested, 'Signing', oneEndpoint));

  expect(emitted(nested)).toBe('<AWS::StackName>-Signing');
  // The name is the second part of the nested stack's ARN.
  const reference = /\{"Fn::Select":\[1,\{"Fn::Split":\["\/",\{"Ref":"Nested[^"]*"\}\]\}\]\},"-Signing/g;
  const inAlarmAndDashboard = JSON.stringify(Template.fromStack(parent).toJSON()).match(reference);
  expect(inAlarmAndDashboard).toHaveLength(2);
});

test('in a nested stack a metric names the outer stack that has the construct', () => {
  const stack = new Stack(new App(), 'Ours', { stackName: 'signing-prod' });
  const nested = new NestedStack(stack, 'Monitor');

  watch(nested, new EsignWebhooks(stack, 'Signing', oneEndpoint));

  expect(watched(nested)).toEqual(['signing-prod-Signing', 'signing-prod-Signing']);
});
