import { queueUrlOf } from '../../../lambda/archive/queue-url';

const urls = [
  'https://sqs.eu-west-1.amazonaws.com/123456789012/Signing-Archive-contracts-ABC',
  'http://127.0.0.1:4566/123456789012/Signing-Archive-contracts',
];

test.each([
  ['Signing-Archive-contracts-ABC', urls[0]],
  ['Signing-Archive-contracts', urls[1]],
  ['contracts', undefined],
  ['', undefined],
])('finds the URL of the queue named %p', (name, url) => {
  expect(queueUrlOf(urls, `arn:aws:sqs:eu-west-1:123456789012:${name}`)).toBe(url);
});
