import { listPast } from '../../../cli/replay/list-past';
import { pastObject } from '../../../cli/replay/past-object';
import { MemoryArchive } from './memory-archive';

const id = 'a'.repeat(64);
const storedAt = new Date(7);

it.each([
  [`webhooks/team/envelope_a/${id}.json`, 'record'],
  [`webhooks/team/_/${id}.json`, 'record'],
  ['documents/team/envelope_a/0b41/manifest.json', 'bundle'],
  ['documents/team/envelope_a/0b41/incomplete.json', 'incomplete'],
])('%s is a %s', (key, kind) => {
  expect(pastObject({ key, storedAt })).toEqual({ key, kind, endpoint: 'team', storedAt: 7 });
});

it.each([
  `webhooks/team/envelope_a/${id}/${id}.json`,
  `test/team/webhooks/envelope_a/${id}.json`,
  'test/team/documents/envelope_a/0b41/manifest.json',
  'documents/team/envelope_a/0b41/executed.pdf',
  'documents/team/envelope_a/0b41/portfolio/manifest.json',
  'reconciliation/team/envelope_a/1.json',
  `webhooks/team/envelope_a/${id}.json.bak`,
])('%s has no event', (key) => {
  expect(pastObject({ key, storedAt })).toBeUndefined();
});

describe('the list', () => {
  const record = (letter: string, endpoint = 'team', folder = 'a') =>
    `webhooks/${endpoint}/${folder}/${letter.repeat(64)}.json`;
  const bundle = 'documents/team/a/0b41/manifest.json';
  const archive = new MemoryArchive()
    .put(record('a'), '', 3_000)
    .put(record('b'), '', 1_000)
    .put(record('c'), '', 1_000)
    .put(record('d', 'team', 'other'), '', 500)
    .put(record('e', 'team-2'), '', 100)
    .put(bundle, '', 2_000);
  const all = new Set(['record', 'bundle', 'incomplete'] as const);
  const whole = { endpoints: ['team'], since: 0, until: Infinity, kinds: all };
  const keys = async (...[selection, max]: [Parameters<typeof listPast>[1], number?]) =>
    (await listPast(archive, selection, max)).map(({ key }) => key);

  it('is in the order of time, and has no other endpoint', async () => {
    expect(await keys(whole)).toEqual([
      record('d', 'team', 'other'),
      record('b'),
      record('c'),
      bundle,
      record('a'),
    ]);
  });

  it('is cut by time, kind and envelope', async () => {
    expect(await keys({ ...whole, since: 1_000, until: 3_000 })).toEqual([record('b'), record('c'), bundle]);
    expect(await keys({ ...whole, kinds: new Set(['bundle'] as const) })).toEqual([bundle]);
    expect(await keys({ ...whole, envelopeIds: ['other'] })).toEqual([record('d', 'team', 'other')]);
  });

  it('that would not fit into the memory is refused in words', async () => {
    await expect(keys(whole, 4)).rejects.toThrow(
      'There are more than 4 objects of the past. Replay a part of it: give --endpoint, or --since and --until.',
    );
    expect(await keys(whole, 5)).toHaveLength(5);
  });
});
