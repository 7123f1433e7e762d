import { Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import { type IConstruct } from 'constructs';
import { commonValues } from './common-values';
import { requireAll } from './prop-rules';
import { apiName, message } from './message';

/** A part of an event pattern: a list of values, or an object with further parts. */
type Part = Readonly<Record<string, unknown>>;

/**
 * Returns the pattern of the events that match both of two patterns. CDK's own merge unites the values of a field, so it
 * would match more events instead of fewer.
 *
 * @throws if no event can match both, or if the values of a field cannot be compared
 */
export function narrowPattern(
  scope: IConstruct,
  owner: string,
  ours: events.EventPattern,
  theirs: events.EventPattern = {},
): events.EventPattern {
  const stack = Stack.of(scope);
  const resolve = (value: unknown): unknown => stack.resolve(value);
  return narrow({ owner, resolve }, ours as Part, theirs as Part, ['eventPattern']);
}

interface Narrowing {
  readonly owner: string;
  readonly resolve: (value: unknown) => unknown;
}

function narrow(context: Narrowing, ours: Part, theirs: Part, path: readonly string[]): Part {
  const merged = Object.entries(theirs).flatMap(([field, value]) => {
    if (value === undefined) return [];
    const own = ours[field];
    return [[field, own === undefined ? value : narrowField(context, own, value, [...path, field])]];
  });
  return { ...ours, ...(Object.fromEntries(merged) as Part) };
}

function narrowField(context: Narrowing, own: unknown, value: unknown, path: readonly string[]): unknown {
  const { owner, resolve } = context;
  if (isPart(own) && isPart(value)) return narrow(context, own, value, path);
  const [ownValues, values] = [resolve(own), resolve(value)];
  const common =
    Array.isArray(ownValues) && Array.isArray(values) ? commonValues(ownValues, values) : undefined;
  // Only the first two are props. The others are fields of the event, whose names are the same in each language.
  const names = [...path.slice(0, 2).map(apiName), ...path.slice(2)];
  const given = `${names.join('.')} is ${JSON.stringify(values)}`;
  requireAll(owner, [
    [
      common !== undefined,
      `${given}, which cannot be compared with ${JSON.stringify(ownValues)}: give a list of plain values, or use the option of this name`,
    ],
    [
      common === undefined || common.length > 0,
      message`${given}, but the rule is for ${JSON.stringify(ownValues)}, so no event would match: an eventPattern can only narrow a rule`,
    ],
  ]);
  return common;
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
