import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EsignWebhooks, type EsignWebhooksProps } from '../../lib';
import { makeStack, oneEndpoint, resolveTokens, resourcesOf, type TemplateResource } from './synth';

const keyArn = (n: number) =>
  `arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-00000000000${n}`;
const imported = (stack: Stack, n: number) => kms.Key.fromKeyArn(stack, `Imported${n}`, keyArn(n));

/** The shapes of a deployment with keys, by what it has. */
const shapes: readonly (readonly [string, (stack: Stack) => Partial<EsignWebhooksProps>])[] = [
  ['an own key', (stack) => ({ encryptionKey: new kms.Key(stack, 'Key') })],
  ['an imported key', (stack) => ({ encryptionKey: imported(stack, 1) })],
  [
    'a changed key',
    (stack) => ({ encryptionKey: new kms.Key(stack, 'Key'), formerEncryptionKeys: [imported(stack, 1)] }),
  ],
  ['a removed key', (stack) => ({ formerEncryptionKeys: [new kms.Key(stack, 'Former')] })],
  [
    'a key of another stack',
    (stack) => ({ encryptionKey: new kms.Key(new Stack(App.of(stack)!, 'Keys'), 'Key') }),
  ],
  [
    'an own key and an own bucket under it',
    (stack) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      return { encryptionKey, archiveBucket: new s3.Bucket(stack, 'Bucket', { encryptionKey }) };
    },
  ],
  [
    'an own key and an alarm topic under it',
    (stack) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      const topic = new sns.Topic(stack, 'OnCall', { masterKey: encryptionKey });
      return { encryptionKey, alarmActions: [new actions.SnsAction(topic)] };
    },
  ],
];

function synthWith(bring: (stack: Stack) => Partial<EsignWebhooksProps>) {
  const stack = makeStack();
  const signing = new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, ...bring(stack) });
  return { stack, signing, resources: () => resourcesOf(Template.fromStack(stack)) };
}

describe.each(shapes)('with %s', (_what, bring) => {
  const resources = synthWith(bring).resources();
  const [[policyId, policy]] = ofType(resources, 'AWS::IAM::ManagedPolicy') as [[string, TemplateResource]];

  test('one managed policy, which refers only to keys and bare roles, lets each function use the keys', () => {
    const roles = ofType(resources, 'AWS::IAM::Role').filter(([id]) => id.startsWith('Signing'));

    expect(ofType(resources, 'AWS::IAM::ManagedPolicy')).toHaveLength(1);
    expect((policy.Properties.Roles as { Ref: string }[]).map(({ Ref }) => Ref).sort()).toEqual(
      roles.map(([id]) => id).sort(),
    );
    for (const id of closure(resources, policyId))
      expect(resources[id]?.Type).toMatch(/^AWS::(IAM::Role|KMS::Key)$/);
  });

  test('queues, buckets and secrets of the construct change only after it', () => {
    const encrypted = Object.entries(resources).filter(
      ([id, { Type }]) =>
        id.startsWith('Signing') &&
        ['AWS::SQS::Queue', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'].includes(Type),
    );

    expect(encrypted.length).toBeGreaterThanOrEqual(9);
    for (const [id] of encrypted)
      expect([id, [...closure(resources, id)]]).toEqual([id, expect.arrayContaining([policyId])]);
  });

  test('no resource depends on itself', () => {
    for (const id of Object.keys(resources))
      expect([id, closure(resources, id).has(id)]).toEqual([id, false]);
  });
});

test('without a key there is no managed policy', () => {
  expect(ofType(synthWith(() => ({})).resources(), 'AWS::IAM::ManagedPolicy')).toEqual([]);
});

test.each<[string, (stack: Stack) => Partial<EsignWebhooksProps>, string[]]>([
  [
    'the key and two former keys',
    (stack) => ({
      encryptionKey: imported(stack, 1),
      formerEncryptionKeys: [imported(stack, 2), imported(stack, 3)],
    }),
    [keyArn(1), keyArn(2), keyArn(3)],
  ],
  ['former keys alone', (stack) => ({ formerEncryptionKeys: [imported(stack, 2)] }), [keyArn(2)]],
  [
    'a former key that is the key again',
    (stack) => {
      const encryptionKey = imported(stack, 1);
      return { encryptionKey, formerEncryptionKeys: [encryptionKey] };
    },
    [keyArn(1)],
  ],
])('functions may use %s', (_what, bring, keys) => {
  const [[, policy]] = ofType(synthWith(bring).resources(), 'AWS::IAM::ManagedPolicy') as [
    [string, TemplateResource],
  ];

  expect(policy.Properties.PolicyDocument).toMatchObject({
    Statement: [
      {
        Sid: 'UseKey',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: keys.length === 1 ? keys[0] : keys,
      },
    ],
  });
});

test('a removed key encrypts nothing new', () => {
  const text = JSON.stringify(
    synthWith((stack) => ({ formerEncryptionKeys: [imported(stack, 1)] })).resources(),
  );

  expect(text.split(keyArn(1))).toHaveLength(2);
});

test('grantees keep the right to read what is under former keys', () => {
  const { stack, signing, resources } = synthWith((within) => ({
    encryptionKey: imported(within, 1),
    formerEncryptionKeys: [imported(within, 2), imported(within, 3)],
  }));
  const auditor = new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });

  signing.grants.readDocuments(auditor);

  const policies = ofType(resources(), 'AWS::IAM::Policy').filter(([id]) => id.startsWith('Auditor'));
  const { Statement } = policies[0]![1].Properties.PolicyDocument as {
    Statement: { Action: unknown; Resource: unknown }[];
  };
  const decrypt = Statement.filter(({ Action }) => Action === 'kms:Decrypt');
  expect(decrypt.flatMap(({ Resource }) => Resource)).toEqual([1, 2, 3].map(keyArn));
});

test.each<[string, (stack: Stack) => Partial<EsignWebhooksProps>, boolean]>([
  ['with alarm actions', withTopic, true],
  ['without alarm actions', () => ({}), false],
])(
  'the policies of a key and of a former key let alarms publish to a topic under them: %s',
  (_how, bring, isAllowed) => {
    const { resources } = synthWith((stack) => ({
      ...bring(stack),
      encryptionKey: new kms.Key(stack, 'Key'),
      formerEncryptionKeys: [new kms.Key(stack, 'Former')],
    }));

    const keys = ofType(resources(), 'AWS::KMS::Key').filter(([id]) => /^(Key|Former)/.test(id));
    expect(keys).toHaveLength(2);
    for (const [, { Properties }] of keys) {
      const { Statement } = resolveTokens(Properties.KeyPolicy) as { Statement: { Sid?: string }[] };
      const sids = Statement.flatMap(({ Sid }) => Sid ?? []);
      expect(sids).toEqual([
        'EncryptLogs',
        'SendToEncryptedQueue',
        'SendSweepsToEncryptedQueue',
        ...(isAllowed ? ['PublishAlarmsToEncryptedTopic'] : []),
      ]);
    }
  },
);

function withTopic(stack: Stack): Partial<EsignWebhooksProps> {
  return { alarmActions: [new actions.SnsAction(new sns.Topic(stack, 'OnCall'))] };
}

function ofType(
  resources: Readonly<Record<string, TemplateResource>>,
  type: string,
): [id: string, resource: TemplateResource][] {
  return Object.entries(resources).filter(([, { Type }]) => Type === type);
}

/** Returns all resources that a resource refers to or depends on, directly or not. */
function closure(resources: Readonly<Record<string, TemplateResource>>, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of referred(resources, next)) {
      if (!found.has(other)) open.push(other);
      found.add(other);
    }
  }
  return found;
}

function referred(resources: Readonly<Record<string, TemplateResource>>, id: string): readonly string[] {
  const { Properties, DependsOn = [] } = resources[id]!;
  const names = [...JSON.stringify(Properties ?? {}).matchAll(/"(?:Ref":|Fn::GetAtt":\[)"([^"]+)"/g)];
  return [...names.map((match) => match[1]!), ...[DependsOn].flat()].filter((name) => name in resources);
}
