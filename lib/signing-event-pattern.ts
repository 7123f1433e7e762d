import * as events from 'aws-cdk-lib/aws-events';
import { type ArchivedFileRole } from './archived-file-role';
import { type Authenticity } from './authenticity';
import { canBeOfImport, conditionRules } from './internal/event-conditions';
import { requireAll } from './internal/prop-rules';
import { type SigningEventType } from './signing-event-type';
import { TestEvents } from './test-events';

/** Conditions for signing events of any type. */
export interface SigningEventFilter {
  /**
   * The endpoints whose events match.
   *
   * @default - all
   */
  readonly endpoints?: string[];

  /**
   * The ways in which the webhook proved its origin. The archiver's own events never match, because they come from no
   * webhook: `envelope.archived`, `envelope.archive-failed`, and each `envelope.completed` whose webhook never came, and that
   * reconciliation found.
   *
   * @default - any
   */
  readonly authenticities?: Authenticity[];

  /**
   * `true` for events that the provider's API confirmed: `envelope.archived`, and each `envelope.completed` that
   * reconciliation found. `false` for events that only a webhook reported, and for `envelope.archive-failed`.
   *
   * @default - either
   */
  readonly confirmed?: boolean;

  /**
   * The roles of archived files: an event matches if its archive has a file of one of these roles. `EXECUTED` is a file
   * made by the provider, `RENDERED` is one drawn by this package. Events without an archive never match.
   *
   * @default - any
   */
  readonly archivedRoles?: ArchivedFileRole[];

  /**
   * Whether events of an import match too. An import is a command: it archives envelopes of the past, and each bundle causes
   * an `envelope.archived` with `foundBy: "import"`.
   *
   * @default false
   */
  readonly imports?: boolean;

  /**
   * Whether the events of test webhooks match too, or alone. They have `"test": true`, and are never confirmed.
   *
   * @default - they never match
   */
  readonly test?: TestEvents;

  /**
   * Whether replayed events match too. The command `replay --to-bus` publishes events of the past again, with `replayedAt` and
   * with the ids that they had.
   *
   * @default false
   */
  readonly replays?: boolean;
}

/** Conditions for signing events. */
export interface SigningEventOptions extends SigningEventFilter {
  /**
   * The types of events that match.
   *
   * @default - all
   */
  readonly types?: SigningEventType[];
}

/** Event patterns for your own `events.Rule`. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- jsii has no functions outside of classes
export class SigningEventPattern {
  /**
   * Returns the pattern of all signing events, or of those that meet the conditions. Events of an import match only with
   * `imports`, those of test webhooks only with `test`, and replayed ones only with `replays`.
   *
   * @throws if no event can meet the conditions
   */
  public static matching(options: SigningEventOptions = {}): events.EventPattern {
    requireAll('SigningEventPattern.matching', conditionRules(options));
    const { types } = options;
    const detail = detailPattern(options);
    return {
      source: events.Match.prefix('esign.'),
      ...(types && { detailType: types }),
      ...(Object.keys(detail).length > 0 && { detail }),
    };
  }

  // eslint-disable-next-line @typescript-eslint/no-empty-function -- nothing to construct
  private constructor() {}
}

/** Returns the pattern of the events' `detail`. */
function detailPattern(options: SigningEventOptions): Record<string, unknown> {
  const { endpoints, authenticities, confirmed, archivedRoles, imports, test, replays } = options;
  return {
    ...(endpoints && { endpoint: endpoints }),
    ...(authenticities && { authenticity: authenticities }),
    ...(confirmed !== undefined && { confirmed: [confirmed] }),
    ...(archivedRoles && { archive: { roles: archivedRoles } }),
    ...(!imports && canBeOfImport(options) && { foundBy: notOfImport }),
    ...testPattern(test),
    ...(!replays && { replayedAt: [{ exists: false }] }),
  };
}

const notOfImport: readonly unknown[] = [{ exists: false }, 'reconciliation'];

/** Returns the pattern of the field `test`, which only events of test webhooks have. */
function testPattern(test: TestEvents | undefined): Record<string, unknown> {
  if (test === TestEvents.INCLUDE) return {};
  return { test: [test === TestEvents.ONLY ? true : { exists: false }] };
}
