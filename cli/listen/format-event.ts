import type { BusEvent } from './bus-event';

/** `envelope.archive-failed` has so many characters. */
const typeWidth = 23;
const maxTitleLength = 60;

/**
 * Returns the line of an event: when, which type, which endpoint, which envelope, and what sets it apart.
 *
 * @param isAgain whether the same event was published before
 */
export function formatEvent({ time, type, endpoint, envelope, flags }: BusEvent, isAgain: boolean): string {
  const parts = [
    time,
    type.padEnd(typeWidth),
    endpoint ?? '-',
    envelope?.id ?? '-',
    envelope?.title === undefined ? '' : JSON.stringify(shortened(envelope.title)),
    ...[...flags, ...(isAgain ? ['again'] : [])].map((flag) => `[${flag}]`),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

function shortened(title: string): string {
  const characters = [...title];
  return characters.length <= maxTitleLength ? title : `${characters.slice(0, maxTitleLength - 1).join('')}…`;
}
