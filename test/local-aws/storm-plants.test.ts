import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './harness/project-root';
import { bundlePlants, reportsOf } from './storm/find-planted-faults';
import { stormPlants, type StormPlant } from './storm/planted-faults';

// `npm run test:storm -- --planted` deploys each fault, and takes its time. Here a fault that cannot be planted fails.
describe.each(Object.entries(stormPlants))('%s', (_, { file, text, instead }) => {
  it('has its place in the sources, and changes it', () => {
    const source = readFileSync(join(projectRoot, file), 'utf8');

    expect(source.split(text)).toHaveLength(2);
    expect(instead).not.toBe(text);
  });
});

it('no two faults of one deployment are reported alike', () => {
  const reports = Object.values(stormPlants).map(
    ({ deployment, reportedAs, about = '' }) => `${deployment}: ${reportedAs} ${about}`,
  );

  expect(new Set(reports).size).toBe(reports.length);
});

it('one fault is healed by passes, and is alone in its deployment', () => {
  const plants = Object.values(stormPlants);
  const [healed, ...others] = plants.filter(({ isHealed }) => isHealed);

  expect(others).toEqual([]);
  expect(plants.filter(({ deployment }) => deployment === healed?.deployment)).toEqual([healed]);
});

describe('a fault', () => {
  const [plant] = Object.values(stormPlants) as [StormPlant];
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'storm-plants-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is bundled into the function of its stage', () => {
    bundlePlants([plant], folder);

    expect(existsSync(join(folder, 'publish', 'index.js'))).toBe(true);
  });

  it('fails if its text is not there, or if the function does not contain its file', () => {
    expect(() => bundlePlants([{ ...plant, text: 'no such text' }], folder)).toThrow('has no such text');
    expect(() => bundlePlants([{ ...plant, stages: ['verify'] }], folder)).toThrow('does not contain');
  });

  it('is reported only by its own discrepancy', () => {
    const wrong = { name: 'event-wrong', about: 'recipient.signed id: detailType, source' } as const;
    const typePlant: StormPlant = { ...plant, reportedAs: 'event-wrong', about: 'type' };

    expect(reportsOf(typePlant, [wrong])).toEqual([]);
    expect(reportsOf({ ...typePlant, about: 'source' }, [wrong])).toEqual([wrong]);
    expect(reportsOf({ ...plant, reportedAs: 'not-published' }, [wrong])).toEqual([]);
    expect(reportsOf({ ...plant, reportedAs: 'event-wrong' }, [wrong])).toEqual([wrong]);
  });
});
