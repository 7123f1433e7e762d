import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EsignProvider, EsignWebhooks } from '../../lib';
import { listenPrefix } from '../../lib/internal/listen-prefix';
import { probeSource } from '../../cli/listen/listen-pattern';
import * as permissions from '../../lib/internal/listen-permissions';

const providers = [EsignProvider.documenso({ archive: false })];

describe('what the names of listeners begin with', () => {
  const of = (name: string) => listenPrefix(new Stack(new App(), name));

  it('is the name of the stack, if it is short enough', () => {
    expect(of('Mine')).toBe('Mine-listen-');
    expect(of('A'.repeat(36))).toBe(`${'A'.repeat(36)}-listen-`);
  });

  it('is a part of a longer name, and a hash of all of it', () => {
    const [one, other] = [of(`${'A'.repeat(100)}-One`), of(`${'A'.repeat(100)}-Two`)];

    expect(one).toMatch(/^A{27}-[0-9a-f]{8}-listen-$/);
    expect(one).not.toBe(other);
    expect(one.length).toBe(44);
  });

  it('is the path of a nested stack, which has no name yet', () => {
    const nested = new NestedStack(new Stack(new App(), 'Mine'), 'Nested-Signing');

    expect(listenPrefix(nested)).toMatch(/^[A-Za-z0-9]{1,36}-listen-$/);
  });
});

function policyOf(make: (stack: Stack) => events.IEventBus | undefined): unknown[] {
  const stack = new Stack(new App(), 'Mine', { env: { account: '123456789012', region: 'eu-west-1' } });
  const eventBus = make(stack);
  const signing = new EsignWebhooks(stack, 'Signing', { providers, ...(eventBus && { eventBus }) });
  const operator = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  signing.operatorGrants.listen(operator);
  const found = Template.fromStack(stack).findResources('AWS::IAM::Policy', {
    Properties: { PolicyName: Match.stringLikeRegexp('^OperatorDefault') },
  });
  const [policy] = Object.values(found) as { Properties: { PolicyDocument: { Statement: unknown[] } } }[];
  return policy!.Properties.PolicyDocument.Statement;
}

const rules = (statements: unknown[]) => JSON.stringify(statements).match(/:rule\/[^"]*/g);

describe('the grant of listen', () => {
  it('lets a rule have only a queue of a listener as its target, and an event only the source of a probe', () => {
    const statements = policyOf(() => undefined);

    expect(statements).toContainEqual(
      expect.objectContaining({
        Action: 'events:PutTargets',
        Condition: { ArnLike: { 'events:TargetArn': expect.anything() as unknown } },
      }),
    );
    expect(statements).toContainEqual(
      expect.objectContaining({
        Action: 'events:PutEvents',
        Condition: { StringEquals: { 'events:source': probeSource } },
      }),
    );
    expect(permissions.probeSource).toBe(probeSource);
  });

  it('reaches the rules of the default bus where that is the bus', () => {
    const statements = policyOf((stack) => events.EventBus.fromEventBusName(stack, 'Bus', 'default'));

    expect(new Set(rules(statements))).toEqual(new Set([':rule/Mine-listen-*']));
  });

  it('reaches the rules of an imported bus, and no others', () => {
    const statements = policyOf((stack) => events.EventBus.fromEventBusName(stack, 'Bus', 'shared'));

    expect(new Set(rules(statements))).toEqual(new Set([':rule/shared/Mine-listen-*']));
  });

  it('is refused for a bus of another account', () => {
    const arn = 'arn:aws:events:eu-west-1:999999999999:event-bus/shared';

    expect(() => policyOf((stack) => events.EventBus.fromEventBusArn(stack, 'Bus', arn))).toThrow(
      'eventBus is in the account 999999999999',
    );
  });
});
