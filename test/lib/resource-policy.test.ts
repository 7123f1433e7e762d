import { RemovalPolicy } from 'aws-cdk-lib';
import { EsignProvider } from '../../lib';
import { resourcesOf, synth, type TemplateResource } from './synth';

/** The property of a policy that names what it protects. */
const protectedBy: Readonly<Record<string, string>> = {
  'AWS::S3::BucketPolicy': 'Bucket',
  'AWS::SQS::QueuePolicy': 'Queues',
};

/** The reactions of CloudFormation to a resource that leaves the stack. By default it deletes it. */
const fate = ({ DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' }: TemplateResource) => [
  DeletionPolicy,
  UpdateReplacePolicy,
];

test.each([undefined, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN])(
  'each policy stays as long as the queue or bucket that it protects, with the removal policy %s',
  (removalPolicy) => {
    const providers = [EsignProvider.documenso({}), EsignProvider.signPlus({})];
    const resources = resourcesOf(synth({ removalPolicy, providers }).template);

    const guards = Object.entries(resources).flatMap(([id, policy]) => {
      const property = protectedBy[policy.Type];
      if (property === undefined) return [];
      return [policy.Properties[property]].flat().map((ref) => {
        const guarded = resources[(ref as { Ref: string }).Ref]!;
        return { id, policy: fate(policy), guarded: fate(guarded) };
      });
    });

    expect(guards).toHaveLength(11);
    for (const { id, policy, guarded } of guards) expect([id, ...policy]).toEqual([id, ...guarded]);
  },
);

test('the dead-letter queue of the sweep accepts messages from its rule only, and needs no key', () => {
  const resources = Object.entries(resourcesOf(synth().template));
  const find = (type: string, path: string) =>
    resources.find(([id, { Type }]) => Type === type && id.includes(path))!;
  const [queue, { Properties: properties }] = find('AWS::SQS::Queue', 'PublisherSweepDeadLetterQueue');
  const [rule, { Properties: schedule }] = find('AWS::Events::Rule', 'PublisherSweepSpool');
  const [, { Properties: policy }] = find('AWS::SQS::QueuePolicy', 'PublisherSweepDeadLetterQueue');

  expect(properties).toEqual({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 3_600 });
  expect(schedule.Targets).toMatchObject([
    {
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue, 'Arn'] } },
      RetryPolicy: { MaximumEventAgeInSeconds: 900 },
    },
  ]);
  expect(policy).toMatchObject({
    Queues: [{ Ref: queue }],
    PolicyDocument: {
      Statement: [
        { Effect: 'Deny' },
        {
          Sid: 'UndeliveredSweep',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
        },
      ],
    },
  });
});
