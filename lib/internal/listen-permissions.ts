import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import { type IConstruct } from 'constructs';
import { listenPrefix } from './listen-prefix';
import { type Permission } from './permission';

/** The source of the probes of `listen`: `cli/listen/listen-pattern.ts` puts them on the bus. */
export const probeSource = 'cdk-esign-webhooks.listen';

/**
 * Returns the permissions of `listen`. A target of its rules can only be a queue of its own. An event that it puts on the bus is
 * no signing event. AWS knows no resource for `events:ListRules`.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon EventBridge", checked 2026-11-28.
 */
export function listenPermissions(construct: IConstruct, eventBus: events.IEventBus): Permission[] {
  const stack = Stack.of(construct);
  const names = `${listenPrefix(construct)}*`;
  const queues = stack.formatArn({ service: 'sqs', resource: names });
  const rules = ruleNames(eventBus.eventBusName, names).map((resourceName) =>
    stack.formatArn({
      service: 'events',
      resource: 'rule',
      resourceName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
  );
  return [
    [['events:ListRules'], ['*']],
    [['events:PutRule', 'events:RemoveTargets', 'events:DeleteRule'], rules],
    [['events:PutTargets'], rules, { ArnLike: { 'events:TargetArn': queues } }],
    [['events:PutEvents'], [eventBus.eventBusArn], { StringEquals: { 'events:source': probeSource } }],
    [['sqs:CreateQueue', 'sqs:GetQueueUrl', 'sqs:DeleteQueue', 'sqs:ReceiveMessage'], [queues]],
    [['sqs:TagQueue', 'sqs:ListQueueTags'], [queues]],
  ];
}

/** A rule of the default bus has no bus in its ARN. A name that only the deployment knows may be that of the default bus. */
function ruleNames(busName: string, names: string): string[] {
  if (Token.isUnresolved(busName)) return [`${busName}/${names}`, names];
  return busName === 'default' ? [names] : [`${busName}/${names}`];
}
