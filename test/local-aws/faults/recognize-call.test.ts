import { recognizeCall, type WireRequest } from './recognize-call';

const json = (target: string, body: object): WireRequest => ({
  method: 'POST',
  path: '/',
  headers: { 'x-amz-target': target, 'amz-sdk-invocation-id': 'one' },
  body: Buffer.from(JSON.stringify(body)),
});

const s3 = (method: string, path: string, contentType = 'application/json'): WireRequest => ({
  method,
  path,
  headers: { 'content-type': contentType },
  body: Buffer.from('{"envelope":"7"}'),
});

it.each<[string, WireRequest, string, string]>([
  ['sqs', json('AmazonSQS.SendMessage', { QueueUrl: 'https://sqs/000/Intake' }), 'SendMessage', 'Intake'],
  [
    'secretsmanager',
    json('secretsmanager.GetSecretValue', { SecretId: 'arn:secret' }),
    'GetSecretValue',
    'arn:secret',
  ],
  ['ssm', json('AmazonSSM.GetParameter', { Name: 'Settings' }), 'GetParameter', 'Settings'],
  [
    'events',
    json('AWSEvents.PutEvents', { Entries: [{ EventBusName: 'arn:aws:events:::event-bus/bus' }] }),
    'PutEvents',
    'bus',
  ],
  ['s3', s3('PUT', '/bucket/a/b%20c.json?x-id=PutObject'), 'PutObject', 'bucket/a/b c.json'],
  ['s3', s3('GET', '/bucket/a?x-id=GetObject'), 'GetObject', 'bucket/a'],
  ['s3', s3('HEAD', '/bucket/a'), 'HeadObject', 'bucket/a'],
  ['s3', s3('DELETE', '/bucket/a?x-id=DeleteObject'), 'DeleteObject', 'bucket/a'],
  ['s3', s3('GET', '/bucket?list-type=2&start-after=a'), 'ListObjectsV2', 'bucket'],
  ['s3', s3('PUT', '/bucket/a?acl'), 'PUT acl', 'bucket/a'],
])('recognizes the operation and its target of %s', (service, request, operation, target) => {
  expect(recognizeCall('publish', request)).toMatchObject({ stage: 'publish', service, operation, target });
});

it('keeps the text of JSON bodies, but not of files', () => {
  expect(recognizeCall('publish', s3('PUT', '/bucket/a?x-id=PutObject')).text).toContain('{"envelope":"7"}');
  expect(
    recognizeCall('archive', s3('PUT', '/bucket/a?x-id=PutObject', 'application/pdf')).text,
  ).not.toContain('envelope');
});

it('refuses a service that no stage uses', () => {
  expect(() => recognizeCall('verify', json('DynamoDB_20120810.GetItem', {}))).toThrow(
    'verify calls DynamoDB_20120810.GetItem, which the fault layer does not know',
  );
});
