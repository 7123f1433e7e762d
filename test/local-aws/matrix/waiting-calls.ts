import type { AwsCall } from '../faults/aws-call';
import type { MatrixCall } from './matrix-call';

/** Checks for a quoted word in a message or event, which is JSON inside of JSON. */
const contains = (word: string) => (call: AwsCall) => call.text.includes(`\\"${word}\\"`);
const claim = ({ target }: AwsCall) => /claimsbucket[^/]*\/.*\.json$/i.test(target);
const isRelease = (call: AwsCall) => claim(call) && call.text.includes('"released":true');
const isFold = (call: AwsCall) => claim(call) && !isRelease(call) && /"extensions":[1-9]/.test(call.text);

const toOwnQueue = (call: AwsCall) => call.target.includes('ArchiveJobsQueue');
const isPlainRetry = (call: AwsCall) =>
  toOwnQueue(call) && !contains('notBefore')(call) && !contains('confirmedAt')(call);

/** The calls of the archiver for jobs that wait: their claims, and their next messages. */
export const waitingCalls: readonly MatrixCall[] = [
  {
    stage: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'a claim',
    matches: claim,
    scenario: 'put-back',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: 'the claim of a job that waits',
    matches: (call) => claim(call) && !isRelease(call) && !isFold(call),
    scenario: 'put-back',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'the claim whose answer was lost',
    matches: claim,
    scenario: 'lost-claim',
    afterLosing: 'PutObject',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: 'the claim of a job into which another is folded',
    matches: isFold,
    scenario: 'folded',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: 'the claim of a job that ends',
    matches: isRelease,
    scenario: 'put-back',
  },
  {
    stage: 'archive',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a job that is retried',
    matches: isPlainRetry,
    scenario: 'put-back',
  },
  {
    stage: 'archive',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a job that is retried when the provider allows',
    matches: (call) => toOwnQueue(call) && contains('notBefore')(call),
    scenario: 'not-before',
  },
  {
    stage: 'archive',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a job that is retried for a missing file',
    matches: (call) => toOwnQueue(call) && contains('confirmedAt')(call) && !contains('notBefore')(call),
    scenario: 'awaiting-files',
  },
];
