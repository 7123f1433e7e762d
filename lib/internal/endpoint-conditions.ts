import { type SigningEventOptions } from '../signing-event-pattern';
import { SigningEventType } from '../signing-event-type';
import { archiverEvents } from './event-conditions';
import { apiName, message } from './message';
import { type Rule } from './prop-rules';
import { unknownEndpoints } from './require-endpoint';

/** The facts about an endpoint that decide which events it can have. */
export interface EventSource {
  /** The name of the endpoint. */
  readonly name: string;
  /** Whether its envelopes are archived. */
  readonly archives: boolean;
  /** Whether its provider is asked for what no webhook reported. Undefined if it is not known. */
  readonly reconciles?: boolean;
  /** The ways in which its webhooks prove their origin. Undefined if they are not known. */
  readonly authenticities?: readonly string[];
  /** The roles of its archived files. Undefined if they are not known. */
  readonly roles?: readonly string[];
}

/** Returns the rules for conditions that no event of the chosen endpoints could meet. */
export function endpointConditionRules(
  options: SigningEventOptions,
  sources: readonly EventSource[],
): Rule[] {
  const { endpoints, authenticities, archivedRoles } = options;
  const chosen = sources.filter(({ name }) => endpoints?.includes(name) ?? true);
  const unknown = (endpoints ?? []).filter((name) => !sources.some((source) => source.name === name));
  if (unknown.length > 0)
    return [
      [
        false,
        `endpoints is ${JSON.stringify(endpoints)}, but the construct has ${unknownEndpoints(unknown, sources)}`,
      ],
    ];
  return [
    ...archiveRules(options, chosen),
    ...confirmedCompletionRules(options, chosen),
    ...possibleRules('authenticities', authenticities, chosen, (source) => source.authenticities),
    ...possibleRules('archivedRoles', archivedRoles, chosen, (source) => source.roles),
  ];
}

/** Returns the rules for events that only an archive has. */
function archiveRules(options: SigningEventOptions, chosen: readonly EventSource[]): Rule[] {
  const wanted = archiveEvents(options);
  if (wanted.length === 0) return [];
  const idle = chosen.filter(({ archives }) => !archives).map(({ name }) => name);
  if (idle.length === chosen.length) {
    const advice = 'leave archive out there, or leave the rule out';
    return [
      [
        false,
        `no endpoint of "${idle.join('", "')}" archives (archive is false), so there is no "${wanted.join('", "')}": ${advice}`,
      ],
    ];
  }
  const isOnlyArchive = options.types === undefined || wanted.length === options.types.length;
  return [
    [
      options.endpoints === undefined || !isOnlyArchive || idle.length === 0,
      `endpoints has "${idle.join('", "')}" with archive switched off, which has no "${wanted.join('", "')}": leave it out`,
    ],
  ];
}

/** Returns the rule for completed events that only reconciliation causes. */
function confirmedCompletionRules(
  { types = [], confirmed }: SigningEventOptions,
  chosen: readonly EventSource[],
): Rule[] {
  const archiving = chosen.filter(({ archives }) => archives);
  if (!confirmed || !types.includes(SigningEventType.ENVELOPE_COMPLETED) || archiving.length === 0) return [];
  return [
    [
      archiving.some(({ reconciles }) => reconciles !== false),
      `no endpoint of "${archiving.map(({ name }) => name).join('", "')}" reconciles (reconcile is false), so there is no "confirmed envelope.completed": leave reconcile out there, or leave this type out`,
    ],
  ];
}

/** Returns the names of the archiver's events that the conditions ask for by name, or that alone can meet them. */
function archiveEvents({ types, archivedRoles, confirmed }: SigningEventOptions): readonly string[] {
  const { ENVELOPE_ARCHIVED, ENVELOPE_COMPLETED } = SigningEventType;
  const isWanted = (type: string) =>
    archiverEvents.includes(type) || (confirmed === true && type === String(ENVELOPE_COMPLETED));
  if (types) return types.filter(isWanted).map(nameOf);
  if (archivedRoles !== undefined) return [ENVELOPE_ARCHIVED];
  return confirmed === true ? [ENVELOPE_ARCHIVED, nameOf(ENVELOPE_COMPLETED)] : [];
}

/** Other completed events come from webhooks, so each endpoint has them. */
function nameOf(type: string): string {
  return type === String(SigningEventType.ENVELOPE_COMPLETED) ? `confirmed ${type}` : type;
}

/** Returns the rule for values of which the chosen endpoints must have one. */
function possibleRules(
  prop: string,
  wanted: readonly string[] | undefined,
  chosen: readonly EventSource[],
  possible: (source: EventSource) => readonly string[] | undefined,
): Rule[] {
  const all = chosen.map(possible);
  if (wanted === undefined || all.includes(undefined)) return [];
  const there = [...new Set(all.flatMap((values) => values ?? []))];
  // Other rules report an empty list, and endpoints that have none of it.
  if (wanted.length === 0 || there.length === 0) return [];
  return [
    [
      wanted.some((value) => there.includes(value)),
      message`${apiName(prop)} is ${JSON.stringify(wanted)}, but the events of "${chosen.map(({ name }) => name).join('", "')}" only have "${there.join('", "')}": give some of these, or leave ${apiName(prop)} out`,
    ],
  ];
}
