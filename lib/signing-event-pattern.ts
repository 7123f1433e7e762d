import * as events from 'aws-cdk-lib/aws-events';
import { type ArchivedFileRole } from './archived-file-role';
import { type Authenticity } from './authenticity';
import { conditionRules } from './internal/event-conditions';
import { requireAll } from './internal/prop-rules';
import { type SigningEventType } from './signing-event-type';

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
   * webhook.
   *
   * @default - any
   */
  readonly authenticities?: Authenticity[];

  /**
   * `true` for events that the provider's API confirmed, `false` for events that only a webhook reported.
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
   * Returns the pattern of all signing events, or of those that meet the conditions.
   *
   * @throws if no event can meet the conditions
   */
  public static matching(options: SigningEventOptions = {}): events.EventPattern {
    requireAll('SigningEventPattern.matching', conditionRules(options));
    const { types, endpoints, authenticities, confirmed, archivedRoles } = options;
    const detail = {
      ...(endpoints && { endpoint: endpoints }),
      ...(authenticities && { authenticity: authenticities }),
      ...(confirmed !== undefined && { confirmed: [confirmed] }),
      ...(archivedRoles && { archive: { roles: archivedRoles } }),
    };
    return {
      source: events.Match.prefix('esign.'),
      ...(types && { detailType: types }),
      ...(Object.keys(detail).length > 0 && { detail }),
    };
  }

  // eslint-disable-next-line @typescript-eslint/no-empty-function -- nothing to construct
  private constructor() {}
}
