import type { AwsCall } from '../faults/aws-call';
import type { MatrixCall } from './matrix-call';

/** Whether a message or event that is sent says this, where it is JSON inside of JSON. */
const says = (word: string) => (call: AwsCall) => call.text.includes(`\\"${word}\\"`);
const key = (pattern: RegExp) => (call: AwsCall) => pattern.test(call.target);
const stage = (name: string) => (call: AwsCall) => call.text.includes(`"VersionStage":"${name}"`);

const manifest = key(/\/documents\/.*\/manifest\.json$/);
/** The PDFs inside of a portfolio have a number for a name. */
const part = key(/\/documents\/.*\/\d+\.pdf$/);
const file = (call: AwsCall) => key(/\/documents\//)(call) && !manifest(call) && !part(call);
const toOwnQueue = (call: AwsCall) => call.target.includes('ArchiveJobsQueue');
const isPlainPutBack = (call: AwsCall) =>
  toOwnQueue(call) && !says('notBefore')(call) && !says('confirmedAt')(call);

const verify: readonly MatrixCall[] = [
  {
    room: 'verify',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: 'the current secret',
    isIt: stage('AWSCURRENT'),
    way: 'cold',
    isShort: true,
  },
  {
    room: 'verify',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: 'the secret before a rotation',
    isIt: stage('AWSPREVIOUS'),
    way: 'cold',
    isShort: true,
  },
  {
    room: 'verify',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a webhook into the intake queue',
    way: 'completion',
    isShort: true,
  },
  {
    room: 'verify',
    service: 's3',
    operation: 'PutObject',
    what: 'a large webhook into the spool',
    way: 'large',
    isShort: true,
  },
  {
    room: 'verify',
    service: 's3',
    operation: 'PutObject',
    what: 'a webhook into the spool that the queue did not take',
    way: 'queue-down',
    isShort: true,
  },
];

const publish: readonly MatrixCall[] = [
  {
    room: 'publish',
    service: 's3',
    operation: 'PutObject',
    what: 'the record',
    isIt: key(/\/webhooks\//),
    way: 'completion',
  },
  {
    room: 'publish',
    service: 's3',
    operation: 'HeadObject',
    what: 'the record of another delivery',
    isIt: key(/\/webhooks\//),
    way: 'again',
  },
  {
    room: 'publish',
    service: 's3',
    operation: 'HeadObject',
    what: 'the record whose answer was lost',
    isIt: key(/\/webhooks\//),
    way: 'lost-before',
    afterLosing: 'PutObject',
  },
  {
    room: 'publish',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'the order to archive',
    isIt: says('completionEventId'),
    way: 'completion',
  },
  { room: 'publish', service: 'events', operation: 'PutEvents', what: 'the event', way: 'completion' },
  {
    room: 'publish',
    service: 'sqs',
    operation: 'ChangeMessageVisibility',
    what: 'a webhook that failed',
    way: 'failed-event',
    isShort: true,
  },
  { room: 'publish', service: 's3', operation: 'GetObject', what: 'a spooled webhook', way: 'large' },
  { room: 'publish', service: 's3', operation: 'DeleteObject', what: 'a spooled webhook', way: 'large' },
  { room: 'publish', service: 's3', operation: 'ListObjectsV2', what: 'what the spool holds', way: 'sweep' },
  {
    room: 'publish',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a spooled webhook that was found',
    isIt: says('spooled'),
    way: 'sweep',
  },
  {
    room: 'publish',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'the rest of a sweep',
    isIt: says('sweepSpool'),
    way: 'sweep',
  },
];

const archive: readonly MatrixCall[] = [
  {
    room: 'archive',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: 'the current API key',
    isIt: stage('AWSCURRENT'),
    way: 'refused-key',
    isShort: true,
  },
  {
    room: 'archive',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: 'the API key before a rotation',
    isIt: stage('AWSPREVIOUS'),
    way: 'refused-key',
    isShort: true,
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: 'a manifest',
    isIt: manifest,
    way: 'completion',
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'a finished manifest',
    isIt: manifest,
    way: 'again',
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'the manifest whose answer was lost',
    isIt: manifest,
    way: 'lost-before',
    afterLosing: 'PutObject',
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: 'the manifest',
    isIt: manifest,
    way: 'completion',
  },
  { room: 'archive', service: 's3', operation: 'HeadObject', what: 'a file', isIt: file, way: 'completion' },
  {
    room: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: 'a file',
    isIt: file,
    way: 'completion',
    isShort: true,
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: 'a file whose answer was lost',
    isIt: file,
    way: 'lost-before',
    afterLosing: 'PutObject',
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'a portfolio',
    isIt: file,
    way: 'completion',
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: "a portfolio's part",
    isIt: part,
    way: 'completion',
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: "a portfolio's part",
    isIt: part,
    way: 'completion',
  },
  {
    room: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: "a portfolio's part whose answer was lost",
    isIt: part,
    way: 'lost-before',
    afterLosing: 'PutObject',
  },
  {
    room: 'archive',
    service: 'events',
    operation: 'PutEvents',
    what: 'the announcement',
    isIt: says('envelope.archived'),
    way: 'completion',
  },
  {
    room: 'archive',
    service: 'events',
    operation: 'PutEvents',
    what: 'the failure',
    isIt: says('envelope.archive-failed'),
    way: 'given-up',
  },
  {
    room: 'archive',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a job that is given up',
    isIt: (call) => call.target.includes('DeadLetter'),
    way: 'given-up',
  },
  {
    room: 'archive',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a job put back',
    isIt: isPlainPutBack,
    way: 'put-back',
  },
  {
    room: 'archive',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a job put back until the provider wants it',
    isIt: (call) => toOwnQueue(call) && says('notBefore')(call),
    way: 'not-before',
  },
  {
    room: 'archive',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a job put back to let the files settle',
    isIt: (call) => toOwnQueue(call) && says('confirmedAt')(call) && !says('notBefore')(call),
    way: 'settling',
  },
  {
    room: 'archive',
    service: 'sqs',
    operation: 'ChangeMessageVisibility',
    what: 'a job that failed',
    way: 'failed-event',
    isShort: true,
  },
];

/** Every call to AWS that the rooms make: one that is made without a place in here fails the matrix. */
export const awsCalls: readonly MatrixCall[] = [...verify, ...publish, ...archive];
