import type { AwsCall } from '../faults/aws-call';
import type { MatrixCall } from './matrix-call';

/** Checks whether a call is about a list of missing files. */
export const isOfIncomplete = ({ target }: AwsCall) => /\/documents\/.*\/incomplete\.json$/.test(target);

/** The calls of an archiver that gives an envelope up. */
export const givenUpCalls: readonly MatrixCall[] = [
  {
    stage: 'archive',
    service: 'events',
    operation: 'PutEvents',
    what: 'the failure',
    matches: (call) => call.text.includes('\\"envelope.archive-failed\\"'),
    scenario: 'given-up',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'PutObject',
    what: 'the list of missing files',
    matches: isOfIncomplete,
    scenario: 'incomplete',
  },
  {
    stage: 'archive',
    service: 's3',
    operation: 'GetObject',
    what: 'the list of missing files whose answer was lost',
    matches: isOfIncomplete,
    scenario: 'lost-list',
    afterLosing: 'PutObject',
  },
  {
    stage: 'archive',
    service: 'sqs',
    operation: 'SendMessage',
    what: 'a job that is given up',
    matches: (call) => call.target.includes('DeadLetter'),
    scenario: 'given-up',
  },
];
