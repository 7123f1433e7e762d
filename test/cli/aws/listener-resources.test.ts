import {
  DeleteRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  SQSClient,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { listenerResources } from '../../../cli/aws/listener-resources';

const events = mockClient(EventBridgeClient);
const sqs = mockClient(SQSClient);
const region = 'eu-west-1';
const resources = listenerResources(new EventBridgeClient({ region }), new SQSClient({ region }));
const bus = { name: 'Mine.Signing' };
const name = 'Mine-listen-1795600000-01234567';
const ruleArn = `arn:aws-cn:events:cn-north-1:1:rule/Mine.Signing/${name}`;
const queueArn = `arn:aws-cn:sqs:cn-north-1:1:${name}`;
const url = `https://sqs/1/${name}`;

beforeEach(() => {
  events.reset();
  sqs.reset();
});

const failed = (errorName: string) => Object.assign(new Error(errorName), { name: errorName });

describe('a queue', () => {
  const made = async (encryptionKeyArn: string | undefined) => {
    sqs.on(CreateQueueCommand).resolves({ QueueUrl: url });
    await resources.createQueue({ name, ruleArn, encryptionKeyArn, listensUntil: 7 });
    return sqs.commandCalls(CreateQueueCommand)[0]!.args[0].input;
  };

  it('keeps an event for five minutes, encrypted by SQS, and says until when it listens', async () => {
    const { Attributes, ...others } = await made(undefined);

    expect(others).toEqual({ QueueName: name, tags: { 'listens-until': '7' } });
    expect(Attributes).toMatchObject({ MessageRetentionPeriod: '300', SqsManagedSseEnabled: 'true' });
    expect(Attributes).not.toHaveProperty('KmsMasterKeyId');
  });

  it('is encrypted by the stack’s key, if it has one', async () => {
    const { Attributes } = await made('arn:aws:kms:eu-west-1:1:key/a');

    expect(Attributes).toMatchObject({ KmsMasterKeyId: 'arn:aws:kms:eu-west-1:1:key/a' });
    expect(Attributes).not.toHaveProperty('SqsManagedSseEnabled');
  });

  it('takes events from its rule only, and only by TLS', async () => {
    const { Attributes } = await made(undefined);

    expect(JSON.parse(Attributes!['Policy']!)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'FromRule',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn,
          Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
        },
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ],
    });
  });

  it.each([
    [{ 'listens-until': '1795600000000' }, 1_795_600_000_000],
    [{ 'listens-until': 'soon' }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('with the tags %j listens until %s', async (Tags, until) => {
    sqs.on(GetQueueUrlCommand).resolves({ QueueUrl: url });
    sqs.on(ListQueueTagsCommand).resolves({ Tags });

    expect(await resources.listensUntil(name)).toBe(until);
  });

  it('that is gone listens no more, and needs no removal', async () => {
    sqs.on(GetQueueUrlCommand).rejects(failed('QueueDoesNotExist'));

    expect(await resources.listensUntil(name)).toBeUndefined();
    await resources.deleteQueue(name);
    expect(sqs.commandCalls(DeleteQueueCommand)).toEqual([]);
  });

  it('that goes meanwhile counts as removed', async () => {
    sqs.on(GetQueueUrlCommand).resolves({ QueueUrl: url });
    sqs.on(DeleteQueueCommand).rejects(failed('AWS.SimpleQueueService.NonExistentQueue'));
    sqs.on(ListQueueTagsCommand).rejects(failed('QueueDoesNotExist'));

    await resources.deleteQueue(name);
    expect(await resources.listensUntil(name)).toBeUndefined();
  });

  it('is renewed by its tag, and the failure says that it is gone', async () => {
    sqs.on(TagQueueCommand).resolvesOnce({}).rejects(failed('QueueDoesNotExist'));

    await resources.renew(url, 9);
    expect(sqs.commandCalls(TagQueueCommand)[0]!.args[0].input).toEqual({
      QueueUrl: url,
      Tags: { 'listens-until': '9' },
    });
    await expect(resources.renew(url, 9)).rejects.toThrow('it does not exist');
  });
});

describe('a rule', () => {
  it('has one target, its queue', async () => {
    events.on(PutRuleCommand).resolves({ RuleArn: ruleArn });
    events.on(PutTargetsCommand).resolves({ FailedEntryCount: 0 });

    expect(await resources.putRule(bus, name, '{}')).toBe(ruleArn);
    await resources.putTarget(bus, name, ruleArn);

    expect(events.commandCalls(PutTargetsCommand)[0]!.args[0].input).toEqual({
      EventBusName: 'Mine.Signing',
      Rule: name,
      Targets: [{ Id: 'listen', Arn: queueArn }],
    });
  });

  it('is listed on all pages', async () => {
    events
      .on(ListRulesCommand)
      .resolvesOnce({ Rules: [{ Name: 'a' }], NextToken: 'more' })
      .resolves({ Rules: [{ Name: 'b' }] });

    expect(await resources.ruleNames(bus, 'Mine-listen-')).toEqual(['a', 'b']);
  });

  it('that is gone counts as removed', async () => {
    events.on(RemoveTargetsCommand).rejects(failed('ResourceNotFoundException'));
    events.on(DeleteRuleCommand).rejects(failed('ResourceNotFoundException'));

    await resources.removeTarget(bus, name);
    await resources.deleteRule(bus, name);
  });

  it('whose target EventBridge refuses in its answer is a failure in words', async () => {
    const refusal = {
      FailedEntryCount: 1,
      FailedEntries: [{ ErrorCode: 'ConcurrentModificationException' }],
    };
    events.on(PutTargetsCommand).resolves(refusal);
    events.on(RemoveTargetsCommand).resolves(refusal);
    events
      .on(PutEventsCommand)
      .resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });

    await expect(resources.putTarget(bus, name, ruleArn)).rejects.toThrow('ConcurrentModificationException');
    await expect(resources.removeTarget(bus, name)).rejects.toThrow('ConcurrentModificationException');
    await expect(resources.putProbe(bus, { listener: name })).rejects.toThrow('InternalFailure');
  });
});
