import { ParseBudget } from '../../../lambda/pdf/parse-budget';
import type { ListedFile } from '../../../lambda/providers/provider';
import { bombs } from '../pdf/bombs/bombs';
import { archiverWorld, archiveJob } from './archiver-world';
import { scriptedApi } from './scripted-api';

const container: ListedFile = {
  role: 'executed',
  name: 'signed-documents.pdf',
  presence: 'required',
  format: 'pdf',
  mayBePortfolio: true,
};

const job = archiveJob('envelope-1');

/** Archives an envelope with one file. */
async function archived(bytes: Buffer) {
  const state = { complete: true, status: 'DONE', revision: 1, files: [container] };
  const world = archiverWorld(scriptedApi([state], { [container.name]: bytes }));
  await world.run(job);
  return world;
}

/** Bombs with a page. A file without one is asked for again first, whatever else is in it. */
const withPage = Object.entries(bombs).filter(([, bomb]) =>
  /\/Type \/Page\b/.test(bomb(20).toString('latin1')),
);

afterEach(() => jest.restoreAllMocks());

test.each(withPage)(
  '%s: the envelope is archived with its container, in a bounded number of steps',
  async (_, bomb) => {
    const spendToken = jest.spyOn(ParseBudget.prototype, 'spendToken');
    const bytes = bomb(20);

    const world = await archived(bytes);

    expect(world.events[0]?.type).toBe('envelope.archived');
    expect([...world.objects.values()]).toContainEqual(bytes);
    expect(spendToken.mock.calls.length).toBeLessThan(50_000);
  },
);

test.each(['empty dictionaries', 'a table of empty sections', 'an object stream of white space'])(
  '%s: what costs more than the budget is a problem of the bundle, and the envelope is archived',
  async (name) => {
    const bytes = bombs[name]!(3_000);

    const world = await archived(bytes);

    expect(world.events[0]).toMatchObject({ type: 'envelope.archived', problem: 'portfolio-unreadable' });
    expect(world.manifests()[0]?.files).toHaveLength(1);
  },
);
