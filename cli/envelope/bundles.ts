import { archiveManifestSchema } from '../../lambda/contracts/archive-manifest';
import { incompleteBundleSchema, type IncompleteBundle } from '../../lambda/contracts/incomplete-bundle';
import { bundlesPrefix, testBundlesPrefix } from '../../lambda/contracts/object-keys';
import { isTestEnvelope } from '../../lambda/contracts/test-envelope';
import { sha256Hex } from '../../lambda/kit/hash';
import { jsonString } from '../../lambda/kit/json';
import { bundleFaults } from './bundle-faults';
import { mapInTurns } from './map-in-turns';
import { readObject } from './read-object';
import type { ObjectVersions } from '../stack/object-versions';
import { storedObjects, type StoredObject } from './stored-object';

/** Where a bundle is. */
export interface BundlePlace {
  readonly bucket: string;
  readonly endpoint: string;
  /** The envelope's own id. */
  readonly envelopeId: string;
  readonly revision: string;
  /** The prefix of its keys, with a slash at its end. */
  readonly prefix: string;
}

/** What `manifest.json` and `incomplete.json` say; the last two are in the second only. */
export type BundleContent = Omit<IncompleteBundle, 'incomplete' | 'givenUpAt' | 'missing'> &
  Partial<Pick<IncompleteBundle, 'givenUpAt' | 'missing'>>;

/** The object that lists what a bundle has. */
export interface BundleList {
  /** Its name in the bundle. */
  readonly name: string;
  readonly key: string;
  /** The SHA-256 of its bytes, in hex. */
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly content: BundleContent;
}

/** What the archive has of one revision of an envelope. */
export interface StoredBundle extends BundlePlace {
  /** `whole`: it has a manifest. `incomplete`: the archiver gave up. `begun`: neither, so far. */
  readonly state: 'whole' | 'incomplete' | 'begun';
  /** When its list or, without one, its newest object was stored. */
  readonly storedAt: Date;
  /** Absent if this version can read no list of it. */
  readonly list?: BundleList;
  /** All its objects, with the list. */
  readonly objects: readonly StoredObject[];
  /** What is wrong with it, in words. The problems that the archiver found are in the list. */
  readonly faults: readonly string[];
}

/** The bundles under one id of an envelope. */
export interface EnvelopeBundles {
  /** The newest first. */
  readonly bundles: readonly StoredBundle[];
  /** Whether the list of objects was too long to be read whole. */
  readonly more: boolean;
}

/** Reads the bundles under one id of an envelope, with their lists and without their files. */
export async function readBundles(
  objects: ObjectVersions,
  { bucket, endpoint, envelopeId }: Pick<BundlePlace, 'bucket' | 'endpoint' | 'envelopeId'>,
): Promise<EnvelopeBundles> {
  const prefix = (isTestEnvelope(envelopeId) ? testBundlesPrefix : bundlesPrefix)(endpoint, envelopeId);
  const { objects: found, more } = await storedObjects(objects, prefix);
  const byRevision = new Map<string, StoredObject[]>();
  for (const object of found) {
    const [revision] = /^[0-9a-f]+(?=\/)/.exec(object.key.slice(prefix.length)) ?? [];
    if (revision === undefined) continue;
    const own = byRevision.get(revision);
    if (own) own.push(object);
    else byRevision.set(revision, [object]);
  }
  const bundles = await mapInTurns([...byRevision], ([revision, own]) =>
    readBundle(objects, { bucket, endpoint, envelopeId, revision, prefix: `${prefix}${revision}/` }, own),
  );
  const newestFirst = [...bundles].sort((one, other) => other.storedAt.getTime() - one.storedAt.getTime());
  return { bundles: newestFirst, more };
}

const lists = [
  { name: 'manifest.json', state: 'whole', schema: jsonString(archiveManifestSchema) },
  { name: 'incomplete.json', state: 'incomplete', schema: jsonString(incompleteBundleSchema) },
] as const;

async function readBundle(
  objects: ObjectVersions,
  place: BundlePlace,
  own: readonly StoredObject[],
): Promise<StoredBundle> {
  for (const { name, state, schema } of lists) {
    const object = own.find(({ key }) => key === place.prefix + name);
    if (!object) continue;
    const { storedAt } = object.versions[0];
    const read = await readList(objects, object, (text) => schema.safeParse(text).data);
    if (!read || !isListOf(place, read.content)) {
      const fault = `${name} is no list of this bundle that this version can read`;
      return { ...place, state: 'begun', storedAt, objects: own, faults: [fault] };
    }
    const list = { name, key: object.key, ...read };
    return { ...place, state, storedAt, list, objects: own, faults: bundleFaults(place, list, own) };
  }
  const storedAt = new Date(Math.max(...own.map(({ versions: [first] }) => first.storedAt.getTime())));
  return { ...place, state: 'begun', storedAt, objects: own, faults: [] };
}

/** The manifest of ten thousand files has some megabytes. */
const maxListBytes = 64 * 1024 * 1024;

/** Reads the first version: the archiver writes a list once, so any later one is not its. */
async function readList(
  objects: ObjectVersions,
  { versions: [first] }: StoredObject,
  parse: (text: string | undefined) => BundleContent | undefined,
): Promise<Pick<BundleList, 'sha256' | 'bytes' | 'content'> | undefined> {
  const bytes = await readObject(objects, first, maxListBytes);
  const content = parse(bytes?.toString());
  return bytes && content && { bytes, sha256: sha256Hex(bytes), content };
}

function isListOf(place: BundlePlace, { endpoint, envelope, revision }: BundleContent): boolean {
  return endpoint === place.endpoint && envelope.id === place.envelopeId && revision === place.revision;
}
