import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { jsonSchemas, schemasFolder, writtenSources } from '../../scripts/write-schemas';
import { archiveJob, archiverWorld, oneCac, start } from '../lambda/archive/archiver-world';
import { startIinkedSignSimulator } from '../simulators/iinked-sign/simulator';

test.each(Object.entries(jsonSchemas()))(
  '%s matches the contracts (npm run schemas writes it)',
  (name, text) => {
    expect(readFileSync(join(schemasFolder, name), 'utf8')).toBe(text);
  },
);

/** The words of a source without what its formatter adds. */
const words = (source: string) => source.replaceAll(/[\s,|]+/g, '').split(/(?<=[;*])/);

test.each(Object.entries(writtenSources()))(
  '%s matches the contracts (npm run schemas writes it)',
  (path, text) => {
    expect(words(readFileSync(join(__dirname, '..', '..', path), 'utf8'))).toEqual(words(text));
  },
);

test('there is no schema file without a contract', () => {
  expect(readdirSync(schemasFolder).sort()).toEqual(Object.keys(jsonSchemas()).sort());
});

describe('the output of the archiver', () => {
  const ajv = addFormats(new Ajv2020({ allErrors: true, strict: true }));
  const validator = (name: string) => ajv.compile(JSON.parse(jsonSchemas()[name] ?? '') as object);
  const isManifest = validator('archive-manifest.schema.json');
  const isEvent = validator('signing-event.schema.json');

  async function archived() {
    const simulator = await startIinkedSignSimulator();
    const world = archiverWorld(simulator);
    const { packageId } = await simulator.addPackage(oneCac);
    world.clock.now = new Date(start.getTime() + 49 * 60 * 60 * 1_000);
    await world.run(archiveJob(packageId, { attempt: 200 }));
    simulator.complete(packageId);
    await world.run(archiveJob(packageId));
    await simulator.close();
    return world;
  }

  test('matches the schemas of manifest and events', async () => {
    const world = await archived();

    const faults = [
      ...world.manifests().flatMap((manifest) => (isManifest(manifest) ? [] : isManifest.errors)),
      ...world.events.flatMap((event) => (isEvent(event) ? [] : isEvent.errors)),
    ];

    expect(world.events.map(({ type }) => type)).toEqual(['envelope.archive-failed', 'envelope.archived']);
    expect(world.manifests()).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  test('is invalid without a digest, and valid with fields of a later release', async () => {
    const [manifest] = (await archived()).manifests();
    const [file] = manifest?.files ?? [];

    expect(isManifest({ ...manifest, files: [{ ...file, sha256: undefined }] })).toBe(false);
    expect(isManifest({ ...manifest, files: [{ ...file, pages: 3 }], signedBy: [] })).toBe(true);
    expect(isManifest({ ...manifest, provider: 'new-sign', files: [{ ...file, role: 'new-role' }] })).toBe(
      true,
    );
  });
});
