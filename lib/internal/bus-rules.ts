import type * as events from 'aws-cdk-lib/aws-events';
import { type IConstruct } from 'constructs';
import { inOtherAccount, inOtherRegion } from './other-environment';
import { type Rule } from './prop-rules';
import { message } from './message';

/** Returns the rules for an EventBridge rule on a bus: CDK names the bus without its account and region. */
export function busRules(ruleScope: IConstruct, eventBus: events.IEventBus): Rule[] {
  const { account, region } = eventBus.env;
  const advice =
    'so the rule would match nothing: make it in a stack of that account and region, with SigningEventPattern.matching';
  return [
    [!inOtherAccount(ruleScope, eventBus), message`eventBus is in the account ${account}, ${advice}`],
    [!inOtherRegion(ruleScope, eventBus), message`eventBus is in the region ${region}, ${advice}`],
  ];
}
