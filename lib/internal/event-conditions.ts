import { ArchivedFileRole } from '../archived-file-role';
import { Authenticity } from '../authenticity';
import { type SigningEventOptions } from '../signing-event-pattern';
import { SigningEventType } from '../signing-event-type';
import { TestEvents } from '../test-events';
import { apiName } from './message';
import { type Rule } from './prop-rules';

/** The events of the archiver: no webhook brings them. */
export const archiverEvents: readonly string[] = [
  SigningEventType.ENVELOPE_ARCHIVED,
  SigningEventType.ENVELOPE_ARCHIVE_FAILED,
];

const allTypes: readonly string[] = Object.values(SigningEventType);

/** What the conditions see of an event. */
interface EventKind {
  readonly type: string;
  readonly comesFromWebhook: boolean;
  readonly confirmed: boolean;
  /** Whether an operator's import causes such events. */
  readonly canBeOfImport?: boolean;
  /** Whether a test webhook causes such events. */
  readonly isTest?: boolean;
}

const { ENVELOPE_ARCHIVED, ENVELOPE_ARCHIVE_FAILED, ENVELOPE_COMPLETED } = SigningEventType;

/** The kinds of events that a webhook brings. */
const webhookKinds = allTypes
  .filter((type) => !archiverEvents.includes(type))
  .map((type) => ({ type, comesFromWebhook: true, confirmed: false }));

/** The kinds of genuine events. One of `envelope.completed` is of a webhook, or of a pass over the provider's list. */
const genuineKinds: readonly EventKind[] = [
  ...webhookKinds,
  { type: ENVELOPE_COMPLETED, comesFromWebhook: false, confirmed: true },
  { type: ENVELOPE_ARCHIVED, comesFromWebhook: false, confirmed: true, canBeOfImport: true },
  { type: ENVELOPE_ARCHIVE_FAILED, comesFromWebhook: false, confirmed: false },
];

/** The kinds of events that test webhooks cause. None is confirmed: no provider knows the envelope. */
const testKinds: readonly EventKind[] = [
  ...webhookKinds,
  ...archiverEvents.map((type) => ({ type, comesFromWebhook: false, confirmed: false })),
].map((kind) => ({ ...kind, isTest: true }));

/** Returns the kinds of events that the option `test` admits. */
function admittedKinds({ test }: SigningEventOptions): readonly EventKind[] {
  if (test === TestEvents.ONLY) return testKinds;
  return test === TestEvents.INCLUDE ? [...genuineKinds, ...testKinds] : genuineKinds;
}

/** A condition that only some kinds of events can meet. */
interface Condition {
  readonly prop: string;
  readonly value: string;
  readonly admits: (kind: EventKind) => boolean;
  /** The reason, about the types that cannot meet it. */
  readonly because: string;
}

/** Returns the rules for conditions that no event could meet, or that leave out a type that was asked for. */
export function conditionRules(options: SigningEventOptions): Rule[] {
  const { types, endpoints, authenticities, archivedRoles, imports, test, replays } = options;
  const conditions = givenConditions(options);
  const kinds = admittedKinds(options);
  return [
    ...listRules('types', types, allTypes),
    ...listRules('endpoints', endpoints),
    ...listRules('authenticities', authenticities, Object.values(Authenticity)),
    ...listRules('archivedRoles', archivedRoles, Object.values(ArchivedFileRole)),
    ...listRules('test', test && [test], Object.values(TestEvents)),
    ...(types === undefined ? [togetherRule(kinds, conditions)] : admittedRules(kinds, conditions, types)),
    [
      test !== TestEvents.INCLUDE || canBe(options, ({ isTest }) => isTest === true),
      'test is "include", but no event that meets the other conditions is of a test webhook: leave it out',
    ],
    [
      imports !== true || canBeOfImport(options),
      'imports is true, but no event that meets the other conditions is of an import: leave it out',
    ],
    [
      replays !== true || test !== TestEvents.ONLY,
      'replays is true and test is "only", but no event of a test webhook is replayed: leave one out',
    ],
  ];
}

/** Returns whether an event of an import could meet the conditions. */
export function canBeOfImport(options: SigningEventOptions): boolean {
  return canBe(options, (kind) => kind.canBeOfImport === true);
}

/** Returns whether an event of such a kind could meet the conditions. */
function canBe(options: SigningEventOptions, isWanted: (kind: EventKind) => boolean): boolean {
  const { types = allTypes } = options;
  const conditions = givenConditions(options);
  return admittedKinds(options).some(
    (kind) => isWanted(kind) && types.includes(kind.type as SigningEventType) && meetsAll(kind, conditions),
  );
}

function meetsAll(kind: EventKind, conditions: readonly Condition[]): boolean {
  return conditions.every(({ admits }) => admits(kind));
}

/** Returns the rules for a list: it has items, and CDK's enums have each of them. */
function listRules(prop: string, list: readonly string[] | undefined, known?: readonly string[]): Rule[] {
  if (list === undefined) return [];
  const unknown = known ? list.filter((item) => !known.includes(item)) : [];
  return [
    [
      Array.isArray(list) && list.length > 0,
      `${apiName(prop)} is ${JSON.stringify(list)}, so no event would match: give a list with at least one, or leave it out for all`,
    ],
    [
      unknown.length === 0,
      `${apiName(prop)} has "${unknown.join('", "')}", which no event has: give some of "${known?.join('", "')}"`,
    ],
  ];
}

function givenConditions({ authenticities, confirmed, archivedRoles }: SigningEventOptions): Condition[] {
  return [
    ...conditionIf(authenticities !== undefined, {
      prop: 'authenticities',
      value: JSON.stringify(authenticities),
      admits: ({ comesFromWebhook }) => comesFromWebhook,
      because: 'come from no webhook',
    }),
    ...conditionIf(confirmed !== undefined, {
      prop: 'confirmed',
      value: String(confirmed),
      admits: (kind) => kind.confirmed === confirmed,
      because: confirmed
        ? "are not confirmed by the provider's API"
        : 'are always confirmed, except those of test webhooks',
    }),
    ...conditionIf(archivedRoles !== undefined, {
      prop: 'archivedRoles',
      value: JSON.stringify(archivedRoles),
      admits: ({ type }) => type === String(ENVELOPE_ARCHIVED),
      because: 'have no archive',
    }),
  ];
}

function conditionIf(given: boolean, condition: Condition): Condition[] {
  return given ? [condition] : [];
}

/** Returns the rules for types that were asked for: each can meet each condition, and all of them together. */
function admittedRules(
  kinds: readonly EventKind[],
  conditions: readonly Condition[],
  asked: readonly string[],
): Rule[] {
  const types = asked.filter((type) => allTypes.includes(type));
  const kindsOf = (type: string) => kinds.filter((kind) => kind.type === type);
  const each = conditions.map((condition) =>
    admittedRule(
      condition,
      types.filter((type) => !kindsOf(type).some(condition.admits)),
    ),
  );
  const isEachMet = each.every(([met]) => met);
  const excluded = types.filter((type) => !kindsOf(type).some((kind) => meetsAll(kind, conditions)));
  const given = describe(conditions);
  return [
    ...each,
    [
      !isEachMet || excluded.length === 0,
      `${given}: no event of the types "${excluded.join('", "')}" has all of it, so leave one out`,
    ],
  ];
}

function admittedRule({ prop, value, because }: Condition, excluded: readonly string[]): Rule {
  return [
    excluded.length === 0,
    `${apiName(prop)} is ${value}, so events of the types "${excluded.join('", "')}" never match: they ${because}. Leave ${apiName(prop)} out, or make a rule of its own for these types`,
  ];
}

function togetherRule(kinds: readonly EventKind[], conditions: readonly Condition[]): Rule {
  return [
    kinds.some((kind) => meetsAll(kind, conditions)),
    `${describe(conditions)}: no event has all of it, so leave one out`,
  ];
}

function describe(conditions: readonly Condition[]): string {
  return conditions.map(({ prop, value }) => `${apiName(prop)} is ${value}`).join(', and ');
}
