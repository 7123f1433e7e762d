import type { AwsCall } from '../faults/aws-call';
import type { MatrixCall } from './matrix-call';

const key = (pattern: RegExp) => (call: AwsCall) => pattern.test(call.target);
const listOf = (prefix: RegExp) => (call: AwsCall) => prefix.test(prefixOf(call));
const since = key(/\/since\.json$/);
const note = key(/\/reconciliation\/[^/]+\/[^./][^/]*\/\d+\.json$/);
const record = key(/\/webhooks\//);
const versionStage = (name: string) => (call: AwsCall) => call.text.includes(`"VersionStage":"${name}"`);
const isPage = ({ target }: AwsCall) => /ReconciliationPass/.test(target);
const hasField = (name: string) => (call: AwsCall) => call.text.includes(`\\"${name}\\"`);

/** Reads the prefix of a list of objects. */
function prefixOf({ text }: AwsCall): string {
  return /[?&]prefix=([^&\s]*)/.exec(text)?.[1] ?? '';
}

const s3: readonly Pick<MatrixCall, 'operation' | 'what' | 'matches' | 'scenario' | 'afterLosing'>[] = [
  { operation: 'PutObject', what: 'the start of the first pass', matches: since, scenario: 'pass' },
  { operation: 'GetObject', what: 'the start of the first pass', matches: since, scenario: 'pass' },
  { operation: 'HeadObject', what: 'the start of the first pass', matches: since, scenario: 'dry-run' },
  {
    operation: 'ListObjectsV2',
    what: 'the list of the marks',
    matches: listOf(/^reconciliation\/[^/]+\/\.passes\//),
    scenario: 'pass',
  },
  {
    operation: 'ListObjectsV2',
    what: 'the list of all orders',
    matches: listOf(/^reconciliation\/[^/]+\/$/),
    scenario: 'pass',
  },
  {
    operation: 'ListObjectsV2',
    what: "the list of an envelope's orders",
    matches: listOf(/^reconciliation\/[^/]+\/[^./][^/]*\/$/),
    scenario: 'pass',
  },
  {
    operation: 'ListObjectsV2',
    what: "the list of an envelope's bundles",
    matches: listOf(/^documents\//),
    scenario: 'pass',
  },
  { operation: 'HeadObject', what: 'the record of a completion', matches: record, scenario: 'pass' },
  {
    operation: 'ListObjectsV2',
    what: "the list of an envelope's records",
    matches: listOf(/^webhooks\//),
    scenario: 'pass-after-others',
  },
  { operation: 'GetObject', what: "an envelope's record", matches: record, scenario: 'pass-after-others' },
  { operation: 'PutObject', what: 'the note of an order', matches: note, scenario: 'pass' },
  {
    operation: 'HeadObject',
    what: 'the note whose answer was lost',
    matches: note,
    scenario: 'pass-lost-note',
    afterLosing: 'PutObject',
  },
  { operation: 'GetObject', what: 'the note of an old order', matches: note, scenario: 'old-order' },
  {
    operation: 'PutObject',
    what: 'the mark of a finished pass',
    matches: key(/\/\.passes\//),
    scenario: 'first-pass',
  },
  {
    operation: 'PutObject',
    what: 'the note that an order was answered',
    matches: key(/\/\d+-archived\.json$/),
    scenario: 'second-pass',
  },
];

const sqs: readonly Pick<MatrixCall, 'operation' | 'what' | 'matches' | 'scenario' | 'limitedRetries'>[] = [
  {
    operation: 'SendMessage',
    what: 'a pass that starts',
    matches: (call) => isPage(call) && !hasField('place')(call) && !hasField('attempt')(call),
    scenario: 'pass',
  },
  {
    operation: 'SendMessage',
    what: 'the next page of a pass',
    matches: (call) => isPage(call) && hasField('place')(call) && !hasField('attempt')(call),
    scenario: 'pass',
  },
  {
    operation: 'SendMessage',
    what: 'a page that has to wait',
    matches: (call) => isPage(call) && hasField('attempt')(call),
    scenario: 'pass-put-back',
  },
  {
    operation: 'SendMessage',
    what: 'a job that no webhook ordered',
    matches: hasField('completionEventId'),
    scenario: 'pass',
  },
  { operation: 'GetQueueAttributes', what: 'the depth of an archive queue', scenario: 'import' },
  {
    operation: 'ChangeMessageVisibility',
    what: 'a page that failed',
    scenario: 'failed-page',
    limitedRetries: true,
  },
];

/** The calls of a pass, besides that of the archiver that publishes a completion. */
export const passCalls: readonly MatrixCall[] = [
  {
    stage: 'reconcile',
    service: 'ssm',
    operation: 'GetParameter',
    what: 'the settings',
    scenario: 'unnamed-pass',
  },
  ...(['AWSCURRENT', 'AWSPREVIOUS'] as const).map((name): MatrixCall => ({
    stage: 'reconcile',
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    what: name === 'AWSCURRENT' ? 'the current API key' : 'the API key before a rotation',
    matches: versionStage(name),
    scenario: 'refused-list-key',
    limitedRetries: true,
  })),
  ...s3.map((call): MatrixCall => ({ stage: 'reconcile', service: 's3', ...call })),
  ...sqs.map((call): MatrixCall => ({ stage: 'reconcile', service: 'sqs', ...call })),
  {
    stage: 'archive',
    service: 'events',
    operation: 'PutEvents',
    what: 'the completion that no webhook reported',
    matches: (call) => call.text.includes('\\"envelope.completed\\"'),
    scenario: 'pass',
  },
];
