import type { AwsCall } from '../faults/aws-call';
import { duplicateCalls, isListOfDuplicates, isOfRecord } from './duplicate-calls';
import { givenUpCalls, isOfIncomplete } from './given-up-calls';
import { passCalls } from './pass-calls';
import { waitingCalls } from './waiting-calls';
import type { MatrixCall } from './matrix-call';

/** Checks for a quoted word in a message or event, which is JSON inside of JSON. */
const contains = (word: string) => (call: AwsCall) => call.text.includes(`\\"${word}\\"`);
const key = (pattern: RegExp) => (call: AwsCall) => pattern.test(call.target);
const versionStage = (name: string) => (call: AwsCall) => call.text.includes(`"VersionStage":"${name}"`);

const manifest = key(/\/documents\/.*\/manifest\.json$/);
/** The names of PDFs from a portfolio are numbers. */
const part = key(/\/documents\/.*\/\d+\.pdf$/);
const file = (call: AwsCall) =>
  key(/\/documents\//)(call) && !manifest(call) && !part(call) && !isOfIncomplete(call);

const verify: readonly MatrixCall[] = [
  {
    stage: 'verify',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: 'the current secret',
    matches: versionStage('AWSCURRENT'),
    scenario: 'cold',
    limitedRetries: true,
  },
  {
    stage: 'verify',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: 'the secret before a rotation',
    matches: versionStage('AWSPREVIOUS'),
    scenario: 'cold',
    limitedRetries: true,
  },
  {
    stage: 'verify',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a webhook into the intake queue',
    scenario: 'completion',
    limitedRetries: true,
  },
  {
    stage: 'verify',
    service: 's3',
    operation: 'PutObject',
    what: 'a large webhook into the spool',
    scenario: 'large',
    limitedRetries: true,
  },
  {
    stage: 'verify',
    service: 's3',
    operation: 'PutObject',
    what: 'a webhook into the spool that the queue did not take',
    scenario: 'queue-down',
    limitedRetries: true,
  },
];

const publish: readonly MatrixCall[] = [
  {
    stage: 'publish',
    service: 's3',
    operation: 'PutObject',
    what: 'the record',
    matches: isOfRecord,
    scenario: 'completion',
  },
  {
    stage: 'publish',
    service: 's3',
    operation: 'HeadObject',
    what: 'the record of another delivery',
    matches: isOfRecord,
    scenario: 'again',
  },
  {
    stage: 'publish',
    service: 's3',
    operation: 'HeadObject',
    what: 'the record whose answer was lost',
    matches: isOfRecord,
    scenario: 'lost-before',
    afterLosing: 'PutObject',
  },
  {
    stage: 'publish',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'the archive job',
    matches: contains('completionEventId'),
    scenario: 'completion',
  },
  { stage: 'publish', service: 'events', operation: 'PutEvents', what: 'the event', scenario: 'completion' },
  {
    stage: 'publish',
    service: 'sqs',
    operation: 'ChangeMessageVisibility',
    what: 'a webhook that failed',
    scenario: 'failed-event',
    limitedRetries: true,
  },
  ...duplicateCalls,
  {
    stage: 'publish',
    service: 's3',
    operation: 'GetObject',
    what: 'a spooled webhook',
    matches: (call) => !isOfRecord(call),
    scenario: 'large',
  },
  {
    stage: 'publish',
    service: 's3',
    operation: 'DeleteObject',
    what: 'a spooled webhook',
    scenario: 'large',
  },
  {
    stage: 'publish',
    service: 's3',
    operation: 'ListObjectsV2',
    what: 'the list of the spool',
    matches: (call) => !isListOfDuplicates(call),
    scenario: 'sweep',
  },
  {
    stage: 'publish',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a spooled webhook that was found',
    matches: contains('spooled'),
    scenario: 'sweep',
  },
  {
    stage: 'publish',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'the rest of a sweep',
    matches: contains('sweepSpool'),
    scenario: 'sweep',
  },
];

const archive: readonly MatrixCall[] = [
  {
    stage: 'archive',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: 'the current API key',
    matches: versionStage('AWSCURRENT'),
    scenario: 'refused-key',
    limitedRetries: true,
  },
  {
    stage: 'archive',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: 'the API key before a rotation',
    matches: versionStage('AWSPREVIOUS'),
    scenario: 'refused-key',
    limitedRetries: true,
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: 'a manifest',
    matches: manifest,
    scenario: 'completion',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'a finished manifest',
    matches: manifest,
    scenario: 'again',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'the manifest whose answer was lost',
    matches: manifest,
    scenario: 'lost-before',
    afterLosing: 'PutObject',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: 'the manifest',
    matches: manifest,
    scenario: 'completion',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: 'a file',
    matches: file,
    scenario: 'completion',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: 'a file',
    matches: file,
    scenario: 'completion',
    isStreamed: true,
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: 'a file whose answer was lost',
    matches: file,
    scenario: 'lost-before',
    afterLosing: 'PutObject',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'a portfolio',
    matches: file,
    scenario: 'completion',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: "a portfolio's part",
    matches: part,
    scenario: 'completion',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: "a portfolio's part",
    matches: part,
    scenario: 'completion',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'HeadObject',
    what: "a portfolio's part whose answer was lost",
    matches: part,
    scenario: 'lost-before',
    afterLosing: 'PutObject',
  },
  {
    stage: 'archive',
    service: 'events',
    operation: 'PutEvents',
    what: 'the announcement',
    matches: contains('envelope.archived'),
    scenario: 'completion',
  },
  ...givenUpCalls,
  ...waitingCalls,
  {
    stage: 'archive',
    service: 'sqs',
    operation: 'ChangeMessageVisibility',
    what: 'a job that failed',
    scenario: 'failed-event',
    limitedRetries: true,
  },
];

/** All calls of the stages to AWS. A call that is not in this list fails the matrix. */
export const awsCalls: readonly MatrixCall[] = [...verify, ...publish, ...archive, ...passCalls];
