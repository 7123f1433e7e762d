import { amazonS3, eitherHost, hostsNamed } from '../../../lambda/provider-http/host-rule';

const url = (host: string) => new URL(`https://${host}/file`);

test.each([
  ['api.example.com', 'api.example.com', true],
  ['api.example.com', 'API.EXAMPLE.COM', true],
  ['api.example.com', 'x.api.example.com', false],
  ['api.example.com', 'api.example.com.evil.test', false],
  ['api.example.com', 'api.example.com:8443', false],
  ['api.example.com:8443', 'api.example.com:8443', true],
  ['api.example.com:8443', 'api.example.com', false],
  ['*.example.com', 'a.example.com', true],
  ['*.example.com', 'a.b.example.com', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'evilexample.com', false],
  ['*.example.com', 'example.com.evil.test', false],
  ['*.example.com:9000', 'a.example.com:9000', true],
  ['*.example.com:9000', 'a.example.com', false],
  ['*.example.com:9000', 'a.example.com:9001', false],
  ['api.example.com:443', 'api.example.com', true],
  ['*.example.com:443', 'a.example.com', true],
  ['*.example.com:443', 'a.example.com:8443', false],
])('the name %s allows %s: %s', (name, host, allowed) => {
  expect(hostsNamed([name])(url(host))).toBe(allowed);
});

test.each([
  ['api.example.com:80', 'http://api.example.com/', true],
  ['api.example.com:443', 'http://api.example.com/', false],
  ['api.example.com:443', 'http://api.example.com:443/', true],
  ['api.example.com:80', 'https://api.example.com/', false],
])(
  'the name %s allows %s: %s, for the port that is usual depends on the scheme',
  (name, address, allowed) => {
    expect(hostsNamed([name])(new URL(address))).toBe(allowed);
  },
);

test('allows nothing without a name, and needs only one matching name', () => {
  expect(hostsNamed([])(url('example.com'))).toBe(false);
  expect(hostsNamed(['a.test', 'b.test'])(url('b.test'))).toBe(true);
});

test('does not take a user name in the address for a host', () => {
  expect(hostsNamed(['example.com'])(new URL('https://example.com@evil.test/'))).toBe(false);
});

test.each([
  's3.amazonaws.com',
  'bucket.s3.amazonaws.com',
  'my.dotted-bucket.s3.amazonaws.com',
  's3.eu-central-1.amazonaws.com',
  'bucket.s3.eu-central-1.amazonaws.com',
  'bucket.s3-us-west-2.amazonaws.com',
  'bucket.s3.dualstack.eu-west-1.amazonaws.com',
  'bucket.s3.us-gov-west-1.amazonaws.com',
  'bucket.s3.cn-north-1.amazonaws.com.cn',
])('%s is Amazon S3', (host) => {
  expect(amazonS3(url(host))).toBe(true);
});

test.each([
  'amazonaws.com',
  'ec2.amazonaws.com',
  'lambda.eu-central-1.amazonaws.com',
  'evils3.amazonaws.com',
  'bucket.s3.amazonaws.com.evil.test',
  's3.amazonaws.com:8443',
  's3.evil.test',
  's3.amazonaws.comx',
  'abc.execute-api.s3.amazonaws.com.evil.test',
  's3.evil.amazonaws.com',
])('%s is not Amazon S3', (host) => {
  expect(amazonS3(url(host))).toBe(false);
});

test('allows what one of the rules allows, and nothing without rules', () => {
  const rule = eitherHost(hostsNamed(['api.example.com']), amazonS3);

  expect(rule(url('api.example.com'))).toBe(true);
  expect(rule(url('bucket.s3.amazonaws.com'))).toBe(true);
  expect(rule(url('evil.test'))).toBe(false);
  expect(eitherHost()(url('example.com'))).toBe(false);
});
