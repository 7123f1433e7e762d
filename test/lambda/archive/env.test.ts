import { findQueueUrl } from '../../../lambda/archive/env';

const contracts = 'https://sqs.eu-west-1.amazonaws.com/123456789012/Signing-Archive-contracts-ABC';
const local = 'http://127.0.0.1:4566/123456789012/Signing-Archive-contracts';
const endpoints = { contracts: { queueUrl: contracts }, local: { queueUrl: local } };

test.each([
  ['Signing-Archive-contracts-ABC', contracts],
  ['Signing-Archive-contracts', local],
  ['contracts', undefined],
  ['', undefined],
])('finds the URL of the queue %p by its ARN', (name, url) => {
  expect(findQueueUrl(endpoints, `arn:aws:sqs:eu-west-1:123456789012:${name}`)).toBe(url);
});
