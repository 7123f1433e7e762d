import {
  DeleteRuleCommand,
  ListRulesCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { CommandFailure } from '../command-failure';
import { probeSource } from '../listen/listen-pattern';
import type { Bus, ListenerResources } from '../listen/listener-resources';
import { failing } from './aws-failure';
import { listenerQueues, queueArnFor } from './listener-queues';
import type { SQSClient } from '@aws-sdk/client-sqs';

const targetId = 'listen';

/** Makes and removes the rules and queues of listeners. */
export function listenerResources(events: EventBridgeClient, sqs: SQSClient): ListenerResources {
  return {
    ...listenerQueues(sqs),
    ruleNames: (bus, prefix) => ruleNames(events, bus, prefix),
    putRule: (bus, name, pattern) => putRule(events, bus, name, pattern),
    async putTarget(bus, Rule, ruleArn) {
      const Targets = [{ Id: targetId, Arn: queueArnFor(ruleArn, Rule) }];
      const { FailedEntryCount, FailedEntries } = await events
        .send(new PutTargetsCommand({ EventBusName: bus.name, Rule, Targets }))
        .catch(failing(events, `send the events of ${Rule} to its queue`, 'events:PutTargets'));
      assertNoneFailed(FailedEntryCount, FailedEntries, `send the events of ${Rule} to its queue`);
    },
    async putProbe(bus, probe) {
      const entry = { Source: probeSource, DetailType: 'probe', Detail: JSON.stringify(probe) };
      const { FailedEntryCount, Entries } = await events
        .send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: bus.name }] }))
        .catch(failing(events, `put a probe on the bus ${bus.name}`, 'events:PutEvents'));
      assertNoneFailed(FailedEntryCount, Entries, `put a probe on the bus ${bus.name}`);
    },
    async removeTarget(bus, Rule) {
      const doing = `remove the target of the rule ${Rule}`;
      const answer = await events
        .send(new RemoveTargetsCommand({ EventBusName: bus.name, Rule, Ids: [targetId] }))
        .catch(unlessGone)
        .catch(failing(events, doing, 'events:RemoveTargets'));
      assertNoneFailed(answer?.FailedEntryCount, answer?.FailedEntries, doing);
    },
    async deleteRule(bus, Name) {
      await events
        .send(new DeleteRuleCommand({ EventBusName: bus.name, Name }))
        .catch(unlessGone)
        .catch(failing(events, `delete the rule ${Name}`, 'events:DeleteRule'));
    },
  };
}

async function putRule(
  events: EventBridgeClient,
  bus: Bus,
  Name: string,
  EventPattern: string,
): Promise<string> {
  const Description = 'Made by `cdk-esign-webhooks listen`, which removes it';
  const { RuleArn = '' } = await events
    .send(new PutRuleCommand({ EventBusName: bus.name, Name, EventPattern, Description }))
    .catch(failing(events, `make the rule ${Name}`, 'events:PutRule'));
  return RuleArn;
}

async function ruleNames(events: EventBridgeClient, bus: Bus, NamePrefix: string): Promise<string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await events
      .send(new ListRulesCommand({ EventBusName: bus.name, NamePrefix, NextToken }))
      .catch(failing(events, `list the rules of the bus ${bus.name}`, 'events:ListRules'));
    names.push(...(page.Rules ?? []).flatMap(({ Name }) => Name ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names;
}

/** EventBridge can answer 200 and refuse the only entry. */
function assertNoneFailed(
  count: number | undefined,
  entries: readonly { readonly ErrorCode?: string | undefined }[] | undefined,
  doing: string,
): void {
  if (!count) return;
  const code = entries?.find(({ ErrorCode }) => ErrorCode !== undefined)?.ErrorCode ?? 'unknown';
  throw new CommandFailure(`Could not ${doing}: EventBridge refused it (${code}). Try again.`);
}

/** What is gone is removed: another `listen` may have swept it. */
function unlessGone(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
  throw error;
}
