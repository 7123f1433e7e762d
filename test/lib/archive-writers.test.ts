import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EsignProvider, EsignWebhooks, type EsignWebhooksProps } from '../../lib';
import { archivePolicyIn, evaluate, roleArn, withArns } from './evaluate-bucket-policy';
import { makeStack, resourcesOf, resolveTokens, synth } from './synth';

const providers = [EsignProvider.documenso({}), EsignProvider.signPlus({})];
const document = 'documents/documenso/envelope/revision/executed.pdf';
const record = 'webhooks/documenso/envelope/event.json';
const testRecord = 'test/documenso/webhooks/envelope/event.json';
const sample = 'test/documenso/documents/envelope/revision/executed.pdf';

/** Evaluates a put as our functions make it. */
const put = (policy: object, by: string, key: string) =>
  evaluate(policy, { action: 's3:PutObject', key, by, context: { 's3:if-none-match': '*' } });

const archiver = roleArn('DocumensoEndpointArchiverRole');
const otherArchiver = roleArn('SignPlusEndpointArchiverRole');
const publisher = roleArn('PublisherRole');
const stranger = roleArn('Developer');

describe('the policy of the archive bucket', () => {
  const policy = archivePolicyIn(synth({ providers }).template);

  test.each<[who: string, by: string, key: string, verdict: string]>([
    ['the archiver', archiver, document, 'Allowed'],
    ['the publisher', publisher, record, 'Allowed'],
    ['the publisher', publisher, document, 'ExplicitlyDenied'],
    ['an archiver', archiver, record, 'ExplicitlyDenied'],
    ['a verifier', roleArn('DocumensoEndpointVerifierRole'), record, 'ExplicitlyDenied'],
    ['a stranger', stranger, document, 'ExplicitlyDenied'],
    ['a stranger', stranger, record, 'ExplicitlyDenied'],
    ['a role of another account', 'arn:aws:iam::210987654321:role/PublisherRole', record, 'ExplicitlyDenied'],
    ['a role with our name below a path', roleArn('x/PublisherRole'), record, 'ExplicitlyDenied'],
    ['the publisher', publisher, testRecord, 'Allowed'],
    ['an archiver', archiver, testRecord, 'ExplicitlyDenied'],
    ['a stranger', stranger, testRecord, 'ExplicitlyDenied'],
    ['the archiver', archiver, sample, 'Allowed'],
    ['a stranger', stranger, 'documents/elsewhere/a.pdf', 'Allowed'],
    ['a stranger', stranger, 'mine/a.pdf', 'Allowed'],
  ])('lets %s (%s) put %s: %s', async (_who, by, key, verdict) => {
    expect(await put(policy, by, key)).toBe(verdict);
  });

  test.each([
    's3:ReplicateObject',
    's3:ReplicateDelete',
    's3:ObjectOwnerOverrideToBucketOwner',
    's3:BypassGovernanceRetention',
  ])('denies %s to everybody, our own functions too', async (action) => {
    for (const by of [stranger, archiver, publisher])
      expect(await evaluate(policy, { action, key: document, by })).toBe('ExplicitlyDenied');
  });

  test.each(['s3:PutObjectRetention', 's3:PutObjectLegalHold', 's3:PutObjectTagging', 's3:GetObject'])(
    'leaves %s to the roles',
    async (action) => {
      expect(await evaluate(policy, { action, key: document, by: stranger })).toBe('Allowed');
    },
  );
});

test('a further writer may add objects, but not overwrite or delete them', async () => {
  const stack = makeStack();
  const restore = iam.Role.fromRoleArn(stack, 'Restore', roleArn('service/Restore'));
  new EsignWebhooks(stack, 'Signing', { providers, archiveWriters: [restore] });
  const policy = archivePolicyIn(Template.fromStack(stack));

  const by = roleArn('service/Restore');
  expect(await put(policy, by, document)).toBe('Allowed');
  expect(await put(policy, by, record)).toBe('Allowed');
  expect(await put(policy, stranger, record)).toBe('ExplicitlyDenied');
  expect(await evaluate(policy, { action: 's3:PutObject', key: document, by })).toBe('ExplicitlyDenied');
  expect(await evaluate(policy, { action: 's3:DeleteObject', key: document, by })).toBe('ExplicitlyDenied');
});

test('nobody may put documents of endpoints that do not archive', async () => {
  const policy = archivePolicyIn(
    synth({ providers: [EsignProvider.documenso({ archive: false })] }).template,
  );

  expect(await put(policy, publisher, document)).toBe('ExplicitlyDenied');
  expect(await put(policy, publisher, record)).toBe('Allowed');
});

test('two constructs on one bucket each deny only below the prefixes of their own endpoints', async () => {
  const stack = makeStack();
  const archiveBucket = new s3.Bucket(stack, 'ArchiveBucket');
  new EsignWebhooks(stack, 'A', { archiveBucket, providers: [providers[0]!] });
  new EsignWebhooks(stack, 'B', { archiveBucket, providers: [providers[1]!] });
  const policy = archivePolicyIn(Template.fromStack(stack));

  const sids = [...JSON.stringify(policy).matchAll(/"Sid":"(\w+)"/g)].map(([, sid]) => sid);
  expect(new Set(sids).size).toBe(sids.length);
  expect(sids).toHaveLength(10);
  expect(await put(policy, roleArn('APublisherRole'), record)).toBe('Allowed');
  expect(await put(policy, roleArn('BPublisherRole'), record)).toBe('ExplicitlyDenied');
  expect(await put(policy, roleArn('BPublisherRole'), 'webhooks/sign-plus/x/e.json')).toBe('Allowed');
});

/** Returns the construct in a stack of its own, and the warnings. */
function warningsWith(bring: (theirs: Stack, ours: Stack) => Partial<EsignWebhooksProps>) {
  const app = new App();
  const [theirs, ours] = [new Stack(app, 'Theirs'), new Stack(app, 'Ours')];
  new CfnWaitConditionHandle(theirs, 'NeverEmpty');
  new EsignWebhooks(ours, 'Signing', { providers, ...bring(theirs, ours) });
  app.synth();
  const found = Annotations.fromStack(ours).findWarning(
    '*',
    Match.stringLikeRegexp('archive-bucket-writers'),
  );
  return { theirs, warnings: found.map(({ entry }) => String(entry.data)) };
}

/** Returns the statements in a warning. */
const statementsIn = (warning: string) =>
  JSON.parse(warning.slice(warning.indexOf('[\n'), warning.lastIndexOf('\n]') + 2)) as { Sid: string }[];

test('a bucket of another stack gets the write-once statements, and a warning prints those that name our roles', async () => {
  const { theirs, warnings } = warningsWith((stack) => ({ archiveBucket: new s3.Bucket(stack, 'Bucket') }));

  const text = JSON.stringify(resourcesOf(Template.fromStack(theirs)));
  expect(text).toContain('NeverReplicate');
  expect(text).not.toContain('PrincipalArn');
  expect(warnings).toHaveLength(1);
  const policy = withArns({ Version: '2012-10-17', Statement: statementsIn(warnings[0]!) });
  expect(await put(policy, publisher, record)).toBe('Allowed');
  expect(await put(policy, otherArchiver, document)).toBe('Allowed');
  expect(await put(policy, stranger, record)).toBe('ExplicitlyDenied');
});

test('over a retained bucket, the printed statements replace those of the earlier deployment, which deny the new roles', async () => {
  const [before, after] = ['first', 'second'].map((name) => {
    const { warnings } = warningsWith((_theirs, ours) => ({
      archiveBucket: s3.Bucket.fromBucketName(ours, 'Retained', 'archive'),
    }));
    const statements = JSON.stringify(statementsIn(warnings[0]!)).replaceAll(/(PublisherRole)/g, `${name}$1`);
    return JSON.parse(statements) as { Sid: string }[];
  });
  const replaced = new Map([...before!, ...after!].map((statement) => [statement.Sid, statement]));
  const policy = (statements: Iterable<object>) =>
    withArns({ Version: '2012-10-17', Statement: [...statements] });

  const publisherNow = roleArn('secondPublisherRole');
  expect(await put(policy(before!), publisherNow, record)).toBe('ExplicitlyDenied');
  expect(await put(policy(replaced.values()), publisherNow, record)).toBe('Allowed');
});

test('the policy names a replaced role in the deployment that makes it', () => {
  const { template } = synth({ providers });

  const resources = resourcesOf(template);
  const named = JSON.stringify(archivePolicyIn(template)).match(/role\/\w+Role/g)!;
  const roles = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
  const ids = roles.map(([id]) => String(resolveTokens({ 'Fn::GetAtt': [id, 'Arn'] })));
  expect(named).toHaveLength(4);
  for (const role of named) expect(ids).toContain(`<${role.slice(5)}.Arn>`);
});

test('the policy of 25 archiving endpoints with long names is below 20 KB', () => {
  const name = (index: number) => `${String(index).padStart(2, '0')}-${'n'.repeat(37)}`;
  const endpoints = Array.from({ length: 25 }, (_, index) =>
    EsignProvider.documenso({ endpoint: name(index) }),
  );

  const stack = makeStack(new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } }));
  new EsignWebhooks(stack, 'Signing', { providers: endpoints });

  const policy = JSON.stringify(archivePolicyIn(Template.fromStack(stack)))
    .replaceAll('arn:aws:s3:::archive', `arn:aws-us-gov:s3:::${'b'.repeat(63)}`)
    .replaceAll(/role\/\w+/g, `role/${'r'.repeat(64)}`);

  expect(policy.length).toBeLessThan(20_480);
});
