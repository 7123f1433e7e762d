import type { LogLine } from '../../../cli/logs/log-line';
import { tailLog } from '../../../cli/logs/tail-log';

const minute = 60_000;
const line = (at: number, message = `line ${at}`): LogLine => ({ at, message });

/** A log, and the times from which it was read. */
function followed() {
  const lines: LogLine[] = [];
  const from: number[] = [];
  const tail = tailLog(
    ({ since }) => {
      from.push(since);
      return Promise.resolve(lines.filter(({ at }) => at >= since).sort((one, other) => one.at - other.at));
    },
    { logGroup: 'log', containing: 'x', since: 1_000 },
  );
  return { lines, from, tail };
}

it('returns each line once', async () => {
  const { lines, tail } = followed();
  lines.push(line(2_000), line(2_000, 'another'));

  expect(await tail()).toHaveLength(2);
  expect(await tail()).toEqual([]);
});

it('returns a line that the log shows later than newer ones', async () => {
  const { lines, tail } = followed();
  lines.push(line(20 * minute));
  await tail();
  lines.push(line(19 * minute));

  expect(await tail()).toEqual([line(19 * minute)]);
});

it('does not read again what is long past, and nothing from before its begin', async () => {
  const { lines, from, tail } = followed();
  lines.push(line(2_000), line(90 * minute));
  await tail();
  await tail();
  lines.length = 0;
  await tail();

  expect(from).toEqual([1_000, 88 * minute, 88 * minute]);
});
