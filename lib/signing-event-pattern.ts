import * as events from 'aws-cdk-lib/aws-events';
import { type ArchivedFileRole } from './archived-file-role';
import { type Authenticity } from './authenticity';
import { type SigningEventType } from './signing-event-type';

/** Which signing events to hear of, whatever their type. */
export interface SigningEventFilter {
  /**
   * Only those of these endpoints.
   *
   * @default - all
   */
  readonly endpoints?: string[];

  /**
   * Only those whose webhook proved itself in one of these ways. The archiver's own events come from no webhook, so
   * they are left out then.
   *
   * @default - any
   */
  readonly authenticities?: Authenticity[];

  /**
   * Only those that the provider's API confirmed, or only those that stand on a webhook alone.
   *
   * @default - either
   */
  readonly confirmed?: boolean;

  /**
   * Only those of archived envelopes with a file of one of these roles: `EXECUTED` for what the provider itself made,
   * `RENDERED` for what was drawn here because it makes nothing. Events that tell of no archive are left out then.
   *
   * @default - whatever is in the archive
   */
  readonly archivedRoles?: ArchivedFileRole[];
}

/** Which signing events to hear of. */
export interface SigningEventOptions extends SigningEventFilter {
  /**
   * Only those of these types.
   *
   * @default - all
   */
  readonly types?: SigningEventType[];
}

/** Patterns for those who write an `events.Rule` themselves. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- jsii knows no functions outside of classes
export class SigningEventPattern {
  /** The pattern of signing events, all or some. */
  public static matching(options: SigningEventOptions = {}): events.EventPattern {
    const { types, endpoints, authenticities, confirmed, archivedRoles } = options;
    const detail = {
      ...(endpoints && { endpoint: endpoints }),
      ...(authenticities && { authenticity: authenticities }),
      ...(confirmed === undefined ? {} : { confirmed: [confirmed] }),
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
