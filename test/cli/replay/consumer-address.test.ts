import { consumerAddress } from '../../../cli/replay/consumer-address';
import { readWholeStack } from '../../../cli/stack/stack';
import { documenso, queueUrl, signPlus, stackOf } from '../stack-of';

const outputs = stackOf([{ ...documenso, region: 'eu-west-1' }, signPlus]);
const address = async (to: string) =>
  consumerAddress(to, await readWholeStack('Mine', () => Promise.resolve(outputs)));

it.each([
  [queueUrl('mine'), { kind: 'queue', name: 'mine', url: queueUrl('mine') }],
  ['http://127.0.0.1:4566/1/mine', { kind: 'queue', name: 'mine', url: 'http://127.0.0.1:4566/1/mine' }],
  ['arn:aws:sqs:eu-west-1:1:mine.fifo', { kind: 'queue', name: 'mine.fifo', url: 'https://sqs/1/mine.fifo' }],
  ['my-function', { kind: 'function', name: 'my-function' }],
  ['my-function:live', { kind: 'function', name: 'my-function:live' }],
  [
    'arn:aws:lambda:eu-west-1:1:function:mine:$LATEST',
    { kind: 'function', name: 'arn:aws:lambda:eu-west-1:1:function:mine:$LATEST' },
  ],
  // The same name in another account is somebody else's queue.
  ['arn:aws:sqs:eu-west-1:2:intake', { kind: 'queue', name: 'intake', url: 'https://sqs/2/intake' }],
])('%s is a consumer', async (to, expected) => {
  expect(await address(to)).toEqual(expected);
});

const own = [
  ...['intake', 'intake-dead', 'team', 'team-dead', 'reconcile'].flatMap((name) => [
    queueUrl(name),
    `http://vpce.example/1/${name}`,
    `arn:aws:sqs:eu-west-1:1:${name}`,
  ]),
  ...['publisher', 'reconciler', 'verifier-of-team', 'verifier-of-sign-plus', 'archiver-of-team'].flatMap(
    (name) => [name, `${name}:live`, `arn:aws:lambda:eu-west-1:1:function:${name}`],
  ),
];

it.each(own)('%s is a part of the pipeline, and gets nothing', async (to) => {
  await expect(address(to)).rejects.toThrow('which is a part of the pipeline itself');
});

it.each([
  ['arn:aws:sqs:us-east-1:1:mine', 'is in the region us-east-1, but the stack is in eu-west-1'],
  ['https://sqs.us-east-1.amazonaws.com/1/mine', 'is in the region us-east-1'],
  ['arn:aws:sns:eu-west-1:1:mine', 'give the URL or the ARN of an SQS queue'],
  ['https://example.com/hook', 'give the URL or the ARN of an SQS queue'],
  ['', 'give the URL or the ARN of an SQS queue'],
  ['two words', 'give the URL or the ARN of an SQS queue'],
])('%s is refused in words', async (to, words) => {
  await expect(address(to)).rejects.toThrow(words);
});
