import { ArchivedFileRole } from '../archived-file-role';
import { Authenticity } from '../authenticity';
import { type SigningEventOptions } from '../signing-event-pattern';
import { SigningEventType } from '../signing-event-type';
import { type Rule } from './prop-rules';

/** The events of the archiver: no webhook brings them. */
export const archiverEvents: readonly string[] = [
  SigningEventType.ENVELOPE_ARCHIVED,
  SigningEventType.ENVELOPE_ARCHIVE_FAILED,
];

const allTypes: readonly string[] = Object.values(SigningEventType);

/** A condition that only events of some types can meet. */
interface Condition {
  readonly prop: string;
  readonly value: string;
  readonly admits: (type: string) => boolean;
  /** The reason, about the types that cannot meet it. */
  readonly because: string;
}

/** Returns the rules for conditions that no event could meet, or that leave out a type that was asked for. */
export function conditionRules(options: SigningEventOptions): Rule[] {
  const { types, endpoints, authenticities, archivedRoles } = options;
  const conditions = givenConditions(options);
  return [
    ...listRules('types', types, allTypes),
    ...listRules('endpoints', endpoints),
    ...listRules('authenticities', authenticities, Object.values(Authenticity)),
    ...listRules('archivedRoles', archivedRoles, Object.values(ArchivedFileRole)),
    ...(types === undefined
      ? [togetherRule(conditions)]
      : conditions.map((each) => admittedRule(each, types))),
  ];
}

/** Returns the rules for a list: it has items, and CDK's enums have each of them. */
function listRules(prop: string, list: readonly string[] | undefined, known?: readonly string[]): Rule[] {
  if (list === undefined) return [];
  const unknown = known ? list.filter((item) => !known.includes(item)) : [];
  return [
    [
      Array.isArray(list) && list.length > 0,
      `${prop} is ${JSON.stringify(list)}, so no event would match: give a list with at least one, or leave it out for all`,
    ],
    [
      unknown.length === 0,
      `${prop} has "${unknown.join('", "')}", which no event has: give some of "${known?.join('", "')}"`,
    ],
  ];
}

function givenConditions({ authenticities, confirmed, archivedRoles }: SigningEventOptions): Condition[] {
  const isArchived = (type: string) => type === String(SigningEventType.ENVELOPE_ARCHIVED);
  return [
    ...(authenticities
      ? [
          {
            prop: 'authenticities',
            value: JSON.stringify(authenticities),
            admits: (type: string) => !archiverEvents.includes(type),
            because: 'come from no webhook',
          },
        ]
      : []),
    ...(confirmed === undefined
      ? []
      : [
          {
            prop: 'confirmed',
            value: String(confirmed),
            admits: (type: string) => isArchived(type) === confirmed,
            because: confirmed ? "are not confirmed by the provider's API" : 'are always confirmed',
          },
        ]),
    ...(archivedRoles
      ? [
          {
            prop: 'archivedRoles',
            value: JSON.stringify(archivedRoles),
            admits: isArchived,
            because: 'have no archive',
          },
        ]
      : []),
  ];
}

function admittedRule({ prop, value, admits, because }: Condition, types: readonly string[]): Rule {
  const excluded = types.filter((type) => !admits(type));
  return [
    excluded.length === 0,
    `${prop} is ${value}, so events of the types "${excluded.join('", "')}" never match: they ${because}. Leave ${prop} out, or make a rule of its own for these types`,
  ];
}

function togetherRule(conditions: readonly Condition[]): Rule {
  return [
    allTypes.some((type) => conditions.every(({ admits }) => admits(type))),
    `${conditions.map(({ prop, value }) => `${prop} is ${value}`).join(', and ')}: no event has all of it, so leave one out`,
  ];
}
