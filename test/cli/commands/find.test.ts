import { CommandFailure } from '../../../cli/command-failure';
import { find } from '../../../cli/commands/find';
import { lineProgress } from '../../../cli/terminal/progress';
import { putBundle } from '../envelope/stored-envelope';
import { stopwatch } from '../fake-time';
import { MemoryVersions } from '../stack/memory-versions';
import { documenso, signPlus, stackOf } from '../stack-of';

const apiUrl = 'https://sign.example.com/api/v2';
const team = { ...documenso, apiUrl };
const listed = (number: number, title: string, externalId: string | null = null) => ({
  id: `envelope_${number}`,
  secondaryId: `document_${number}`,
  title,
  externalId,
  status: 'COMPLETED',
  createdAt: '2026-11-20T00:00:00.000Z',
  completedAt: '2026-11-21T00:00:00.000Z',
  recipients: [{ email: 'ada@example.com', token: 'SIGNING-TOKEN' }],
});

interface World {
  readonly endpoints?: Parameters<typeof stackOf>[0];
  readonly status?: number;
  readonly key?: { readonly value: string } | { readonly problem: string };
  readonly archive?: Pick<MemoryVersions, 'list' | 'stream'>;
  readonly maxMatches?: number;
  readonly json?: boolean;
}

/** Runs the command at a provider with two envelopes. */
async function run(text: string, world: World = {}) {
  const { endpoints = [team, signPlus], status = 200, key = { value: 'API-KEY' }, maxMatches = 50 } = world;
  const { archive = new MemoryVersions(), json = false } = world;
  const printed: string[] = [];
  const warned: string[] = [];
  const asked: Request[] = [];
  const data = [listed(1, 'Lease of the mill', 'lease-7'), listed(2, 'Lease of the\u001b[2J house')];
  const answer: typeof fetch = (input, init) => {
    const request = new Request(input, init);
    asked.push(request);
    const page = request.url.includes('/folder') ? { data: [], totalPages: 1 } : { data, totalPages: 1 };
    return Promise.resolve(Response.json(page, { status }));
  };
  const code = await find(
    { stack: 'Mine', text, maxMatches, maxMs: 60_000, json },
    {
      readOutputs: () => Promise.resolve(stackOf(endpoints)),
      readSecret: () => Promise.resolve(key),
      fetch: answer,
      openVersions: () => archive,
      startProgress: lineProgress(() => undefined),
      watch: stopwatch(),
      print: (lines) => void printed.push(...lines),
      warn: (line) => void warned.push(line),
    },
  ).catch((error: CommandFailure) => error.message);
  return { code, printed: printed.join('\n'), warned: warned.join('\n'), asked };
}

test('an envelope is found by its title and by the sender’s reference, with what get needs', async () => {
  const archive = new MemoryVersions();
  putBundle(archive, { 'executed.pdf': 'x' });

  const byTitle = await run('MILL', { archive });
  const byReference = await run('lease-7');

  expect(byTitle).toMatchObject({ code: 0, warned: '' });
  expect(byTitle.printed.split('\n')).toEqual([
    'envelope_1 at team (documenso): completed at 2026-11-21T00:00:00.000Z, archived',
    '  Title: Lease of the mill',
    '  Reference: lease-7',
    '  Older id: 1',
  ]);
  expect(byReference.printed).toMatch(/^envelope_1 .*, not archived\n/);
  expect(byTitle.asked.map(({ headers }) => headers.get('authorization'))).toContain('Bearer API-KEY');
});

test('the key, tokens and addresses of people are not printed', async () => {
  const answers = [
    await run('lease'),
    await run('lease', { json: true }),
    await run('lease', { status: 401 }),
  ];

  for (const { printed, warned } of answers) {
    expect(`${printed}${warned}`).not.toMatch(/API-KEY|SIGNING-TOKEN|ada@example/);
  }
  expect((JSON.parse(answers[1]!.printed) as { readonly envelopes: unknown[] }).envelopes).toHaveLength(2);
});

test('nothing found is exit code 1, and says in how many', async () => {
  expect(await run('castle')).toMatchObject({
    code: 1,
    printed: '',
    warned: 'Nothing found in 2 completed envelopes.',
  });
});

test('more matches than the limit are named, and are no failure', async () => {
  expect(await run('lease', { maxMatches: 1 })).toMatchObject({
    code: 0,
    warned: 'team: the first 1 matches are shown: give more of the text, or a larger --limit.',
  });
});

test.each<[string, World, RegExp]>([
  ['the provider refuses the key', { status: 401 }, /^Problem: team: unauthorized: .*put a valid key/m],
  [
    'the key has no value',
    { key: { problem: 'has no value yet' } },
    /^Problem: The API key of "team" has no value yet/m,
  ],
  ['the outputs are old', { endpoints: [documenso] }, /outputs do not name the API of "team"\. Deploy it/],
])('if %s, that is exit code 1 and the reason', async (_, world, reason) => {
  const { code, warned } = await run('lease', world);

  expect(code).toBe(1);
  expect(warned).toMatch(reason);
});

test('an archive that cannot be read leaves open what is archived', async () => {
  const archive = { list: denied, stream: denied };

  const { code, printed, warned } = await run('lease', { archive });

  expect(code).toBe(1);
  expect(printed).toMatch(/^envelope_1 at team \(documenso\): completed at \S+\n/);
  expect(warned).toBe('Problem: access denied');
});

async function* denied(): AsyncGenerator<never, void> {
  await Promise.resolve();
  throw new CommandFailure('access denied');
}

test.each([
  ['an empty text', ' ', {}, /^Give a part of a title/],
  ['a stack that archives nothing', 'lease', { endpoints: [signPlus] }, /^No endpoint of the stack archives/],
])('%s is refused', async (_, text, world, reason) => {
  const { code, asked } = await run(text, world);

  expect(code).toMatch(reason);
  expect(asked).toEqual([]);
});
