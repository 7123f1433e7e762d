/**
 * How a row makes a stage do its call:
 *
 * - `completion`: a webhook about a completed envelope;
 * - `large`: the same, with a webhook that is too large for SQS;
 * - `queue-down`: the same, while SQS fails;
 * - `again`: the same webhook again, after the envelope is archived;
 * - `differing`: the same, and the second webhook says more;
 * - `older-record`: the same, and the record is of a version that stored no digest of the content;
 * - `lost-before`: the answer of the call before gets lost;
 * - `put-back`: the provider has an error, once;
 * - `lost-claim`: the same, and the answer to the claim's write gets lost;
 * - `folded`: the provider has errors until a second job for the envelope has come;
 * - `not-before`: the provider asks for a longer delay than SQS can give;
 * - `awaiting-files`: the provider does not have one of the files yet;
 * - `given-up`: a job older than 48 hours, whose provider fails for good;
 * - `incomplete`: the same, and the provider fails at one file only;
 * - `lost-list`: the same, and the answer to the put of the list of missing files gets lost;
 * - `failed-event`: the call before, to EventBridge, fails for good, so that the message is delayed;
 * - `sweep`: a webhook in the spool whose notification was lost; the spool is listed in two pages;
 * - `cold`: a verifier that has just started;
 * - `refused-key`: the provider refuses the API key once;
 * - `pass`: a pass finds a completed envelope whose webhook was lost;
 * - `first-pass`: the same, and no pass has finished before;
 * - `second-pass`: the same, and another pass follows;
 * - `unnamed-pass`: the same, for a call that names no endpoint;
 * - `pass-after-others`: the same, and only the webhook about its completion was lost;
 * - `pass-lost-note`: the same, and the answer to the put of the order's note gets lost;
 * - `old-order`: the pass finds an order of three days ago that brought nothing;
 * - `pass-put-back`: the provider's list has an error, once;
 * - `refused-list-key`: the provider's list refuses the API key once;
 * - `failed-page`: the call before, to S3, fails for good, so that the page is delayed;
 * - `import`: an operator starts the pass;
 * - `dry-run`: the same, to count only; another pass follows.
 */
export type Scenario =
  | 'completion'
  | 'large'
  | 'queue-down'
  | 'again'
  | 'differing'
  | 'older-record'
  | 'lost-before'
  | 'put-back'
  | 'lost-claim'
  | 'folded'
  | 'not-before'
  | 'awaiting-files'
  | 'given-up'
  | 'incomplete'
  | 'lost-list'
  | 'failed-event'
  | 'sweep'
  | 'cold'
  | 'refused-key'
  | PassScenario;

/** The scenarios after which a duplicate is stored besides the record. */
export const duplicateScenarios: ReadonlySet<Scenario> = new Set<Scenario>(['differing', 'older-record']);

/** The scenarios after which the archive has a part of the envelope, and the list of what is missing. */
export const incompleteScenarios: ReadonlySet<Scenario> = new Set<Scenario>(['incomplete', 'lost-list']);

/** The scenarios whose calls cannot be recognized by an envelope's id. */
export const loneScenarios: ReadonlySet<Scenario> = new Set<Scenario>([
  'cold',
  'refused-key',
  'failed-event',
]);

const passScenarioNames = [
  'pass',
  'first-pass',
  'second-pass',
  'unnamed-pass',
  'pass-after-others',
  'pass-lost-note',
  'old-order',
  'pass-put-back',
  'refused-list-key',
  'failed-page',
  'import',
  'dry-run',
] as const;

/** The scenarios in which a pass finds the envelope. */
export type PassScenario = (typeof passScenarioNames)[number];

/** Checks for a scenario in which a pass finds the envelope. */
export function isPassScenario(scenario: Scenario): scenario is PassScenario {
  return (passScenarioNames as readonly string[]).includes(scenario);
}
