import { signingEventShapes } from '../lambda/contracts/signing-event-shapes';
import { printTypes, type Definitions } from './print-types';

/** Prints `events/signing-event.ts`: the types of events for consumers. */
export function printEventTypes(definitions: Definitions): string {
  return `// Written by \`npm run schemas\` from lambda/contracts. Do not edit it.

/** Every event that this version knows. Its \`type\` says which fields it has. */
export type SigningEvent = ${Object.keys(signingEventShapes)
    .map((name) => printMember(name, definitions))
    .join(' | ')};

/** The types of events that this version knows: the detail types on the bus. */
export type SigningEventType = SigningEvent['type'];

/** The event of one type: \`SigningEventOf<'recipient.signed'>\`. */
export type SigningEventOf<Type extends SigningEventType> = Extract<SigningEvent, { type: Type }>;

${printTypes(definitions)}`;
}

/** A shape of several types is one member for each of them, so that each can be selected. */
function printMember(name: string, definitions: Definitions): string {
  const isShared = definitions[name]?.properties?.type?.enum !== undefined;
  return isShared ? `{ [Type in ${name}Type]: ${name}<Type> }[${name}Type]` : name;
}
