import type { AwsCall } from '../faults/aws-call';
import type { MatrixCall } from './matrix-call';

/** Checks for a call about the record of an event, or about a duplicate that is stored below the record's name. */
export const isOfRecord = ({ target }: AwsCall) => /\/webhooks(\/[^/]+){3}$/.test(target);
const isOfDuplicate = ({ target }: AwsCall) => /\/webhooks(\/[^/]+){4}$/.test(target);

/** Checks for the list of the duplicates of one event. The spool's list has no prefix. */
export const isListOfDuplicates = ({ text }: AwsCall) => /[?&]prefix=webhooks(%2F|\/)/.test(text);

/** The calls of the publisher for a duplicate that differs from its event's record. */
export const duplicateCalls: readonly MatrixCall[] = [
  {
    stage: 'publish',
    service: 's3',
    operation: 'GetObject',
    what: 'the record of an older version',
    matches: isOfRecord,
    scenario: 'older-record',
  },
  {
    stage: 'publish',
    service: 's3',
    operation: 'ListObjectsV2',
    what: 'the list of the duplicates',
    matches: isListOfDuplicates,
    scenario: 'differing',
  },
  {
    stage: 'publish',
    service: 's3',
    operation: 'PutObject',
    what: 'a duplicate that differs',
    matches: isOfDuplicate,
    scenario: 'differing',
  },
];
