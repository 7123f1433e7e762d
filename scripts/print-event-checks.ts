import { constantName, printCheck, printChecks } from './print-checks';
import type { Definitions, JsonSchema } from './print-types';

/** Prints `events/event-checks.ts`: what the parser checks of every event, and what it also checks of each type. */
export function printEventChecks({ UnknownSigningEvent: every = {}, ...definitions }: Definitions): string {
  const shapes = Object.entries(definitions).filter(([, { properties }]) => properties?.type);
  const checks = shapes.flatMap(([name, { properties }]) =>
    typesOf(properties?.type ?? {}).map((type) => `['${type}', ${constantName(name)}],\n`),
  );
  const parts = {
    ...definitions,
    ...Object.fromEntries(shapes.map(([name, shape]) => [name, without(shape, every)])),
  };
  return `// Written by \`npm run schemas\` from lambda/contracts. Do not edit it.
import { anyObject, exactly, flag, list, object, text, wholeNumber, type Check } from './checks';

const time = text(/${every.properties?.receivedAt?.pattern ?? ''}/);

${printChecks(parts)}
export const everyEvent = ${printCheck(every)};

/** What the events of each known type have besides. */
export const checksByType: ReadonlyMap<string, Check> = new Map([
${checks.join('')}]);
`;
}

function typesOf({ enum: types, const: type }: JsonSchema): readonly unknown[] {
  return types ?? [type];
}

/** Leaves out the fields that every event has. */
function without({ properties = {}, required = [] }: JsonSchema, every: JsonSchema): JsonSchema {
  const isSame = (name: string) =>
    JSON.stringify(every.properties?.[name]) === JSON.stringify(properties[name]) &&
    every.required?.includes(name) === required.includes(name);
  const left = Object.entries(properties).filter(([name]) => name !== 'type' && !isSame(name));
  return { properties: Object.fromEntries(left), required };
}
