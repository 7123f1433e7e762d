/**
 * How a row brings its call about:
 *
 * - `completion`: a completed envelope is told of;
 * - `large`: the same, by a webhook that no queue takes;
 * - `queue-down`: the same, while SQS does not take it;
 * - `again`: told of once more, when it is archived already;
 * - `lost-before`: told of, and the answer of the call before is lost;
 * - `put-back`: the provider has an error, once;
 * - `not-before`: the provider asks to come again after longer than SQS can delay;
 * - `settling`: the provider does not have one of the files yet;
 * - `given-up`: a job that is overdue, whose provider is down for good;
 * - `failed-event`: the call before, to EventBridge, fails for good, so that the message is put off;
 * - `sweep`: a webhook in the spool whose notification was lost; what the spool holds comes in two pages;
 * - `cold`: a verifier that has just started;
 * - `refused-key`: the provider refuses the API key once.
 */
export type Scenario =
  | 'completion'
  | 'large'
  | 'queue-down'
  | 'again'
  | 'lost-before'
  | 'put-back'
  | 'not-before'
  | 'awaiting-files'
  | 'given-up'
  | 'failed-event'
  | 'sweep'
  | 'cold'
  | 'refused-key';

/** What is brought about so is not told from the same elsewhere by an envelope's id. */
export const loneScenarios: ReadonlySet<Scenario> = new Set<Scenario>([
  'cold',
  'refused-key',
  'failed-event',
]);
