import { name as software, version } from '../../package.json';
import type { ArchivedFile } from '../contracts/archived-file';
import type { BundleProblem } from '../contracts/archive-manifest';
import type * as Drawing from '../drawing/draw-document';
import type { DrawnDocument } from '../drawing/draw-document';
import type { DrawingProblem } from '../contracts/drawing-plan';
import { PermanentFailure } from '../kit/permanent-failure';
import { sha256Hex } from '../kit/hash';
import type { DocumentDrawing } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import type { BundleFiles } from './store-files';
import { isTimeShortFor } from './limits';

/** The files of a bundle that a document may be drawn from. */
export interface DrawingSources {
  /** The bundle's folder, with its slash. */
  readonly prefix: string;
  readonly bundleFiles: BundleFiles;
  /** What this run has put into the archive already: its progress. */
  readonly filesPut: number;
}

/** What was drawn. */
export interface StoredDrawing {
  readonly files: readonly ArchivedFile[];
  readonly problems: readonly BundleProblem[];
}

/**
 * A run that is killed (by the memory or the time that a drawing takes, say) tells nobody, and its message comes again, 20
 * times in all. The last of them leave the drawing out: what the provider gave is worth more than what is made of it.
 */
const mostTries = 15;

const nothing: StoredDrawing = { files: [], problems: [] };

/**
 * Draws the executed document of a provider that makes none, from the files as they lie in the archive, and keeps it beside
 * them. Never fails over what is in them; where one of them is missing nothing is drawn.
 */
export async function storeDrawing(
  deps: ArchiveDeps,
  { prefix, bundleFiles, filesPut }: DrawingSources,
): Promise<StoredDrawing | 'out-of-time'> {
  const drawing = deps.documentDrawing;
  if (!drawing) return nothing;
  const fileNamed = (name: string) => bundleFiles.files.find(({ key }) => key === prefix + name);
  const original = fileNamed(drawing.original);
  const sources = drawing.sources.flatMap((name) => fileNamed(name) ?? []);
  if (!original || sources.length < drawing.sources.length) return nothing;
  const reason = reasonNotTo(deps, original);
  if (reason) return refused(reason, original);
  if (filesPut > 0 && isTimeShortFor(deps, deps.limits.drawing.readTimeMs)) return 'out-of-time';
  return draw(deps, { drawing, original, sources, key: prefix + drawing.name });
}

function reasonNotTo({ tries = 1, limits }: ArchiveDeps, { size }: ArchivedFile): string | undefined {
  if (tries > mostTries) return 'drawing-given-up';
  return size > limits.drawing.maxOriginalBytes ? 'template-too-large' : undefined;
}

interface WhatToDraw {
  readonly drawing: DocumentDrawing;
  readonly original: ArchivedFile;
  readonly sources: readonly ArchivedFile[];
  readonly key: string;
}

async function draw(
  deps: ArchiveDeps,
  { drawing, original, sources, key }: WhatToDraw,
): Promise<StoredDrawing> {
  const { bucket } = deps;
  const answers = await Promise.all(sources.map((source) => bucket.read(source.key)));
  const bytes = await bucket.read(original.key);
  const renderedBy = `${software} ${version}`;
  const drawn = await drawnOrNothing(deps, () => {
    const plan = drawing.plan(answers);
    return (
      plan &&
      drawer().drawDocument({
        original: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        plan,
        facts: { software: renderedBy, sources: [original, ...sources].map(namedDigest) },
        fonts: deps.fonts(),
        limits: deps.limits.drawing,
      })
    );
  });
  if (typeof drawn === 'string') return refused(drawn, original);
  const { pdf, problems } = drawn;
  if (!pdf) return { files: [], problems: byName(problems, original.key) };
  const renderedFrom = [original, ...sources].map((source) => source.key);
  const { file, problem } = await put(deps, pdf, { role: 'rendered', key, renderedBy, renderedFrom });
  return { files: [file], problems: [...(problem ? [problem] : []), ...byName(problems, key)] };
}

/** Whatever is wrong with the files or with us: the bundle is kept without the drawing, which can be made of it later. */
async function drawnOrNothing(
  { telemetry }: ArchiveDeps,
  work: () => Promise<DrawnDocument> | undefined,
): Promise<DrawnDocument | 'fields-unreadable' | 'drawing-failed'> {
  try {
    return (await work()) ?? 'fields-unreadable';
  } catch (error) {
    // Its name and no more: messages quote what they could not read.
    telemetry.warn('drawing failed', { error: error instanceof Error ? error.name : 'unknown' });
    return 'drawing-failed';
  }
}

/** Which version has drawn it, as the object itself says: another one may find it there. */
const renderedByName = 'rendered-by';

async function put(
  { bucket }: ArchiveDeps,
  pdf: Buffer,
  rest: Omit<ArchivedFile, 'size' | 'sha256'>,
): Promise<{ readonly file: ArchivedFile; readonly problem?: BundleProblem }> {
  const file: ArchivedFile = { ...rest, size: pdf.length, sha256: sha256Hex(pdf) };
  const { key, size, sha256 } = file;
  const outcome = await bucket.putOnce({
    key,
    size,
    sha256,
    body: () => pdf,
    contentType: 'application/pdf',
    metadata: file.renderedBy === undefined ? {} : { [renderedByName]: file.renderedBy },
  });
  if (outcome === 'stored') return { file };
  const stored = await bucket.describe(key);
  if (!stored?.sha256) throw new PermanentFailure('archived-file-without-digest');
  if (stored.sha256 === sha256) return { file };
  // Another version of this software was here before, and was killed.
  const renderedBy = stored.metadata[renderedByName];
  return {
    file: { ...file, size: stored.size, sha256: stored.sha256, renderedBy },
    problem: { name: 'rendered-bytes-differ', key },
  };
}

function namedDigest({ key, sha256 }: ArchivedFile): readonly [string, string] {
  return [key.slice(key.lastIndexOf('/') + 1), sha256];
}

function refused(name: string, { key }: ArchivedFile): StoredDrawing {
  return { files: [], problems: [{ name, key }] };
}

/** A manifest names some fields only: the page of record and the field's own files have them all. */
const mostFields = 20;

/** One problem per name, with the fields that have it. */
function byName(problems: readonly DrawingProblem[], key: string): readonly BundleProblem[] {
  return [...new Set(problems.map(({ name }) => name))].map((name) => {
    const fields = problems.flatMap((one) => (one.name === name ? (one.field ?? []) : []));
    return { name, key, ...(fields.length > 0 ? { fields: fields.slice(0, mostFields) } : {}) };
  });
}

/** Loaded where it is needed, within the one bundle: most envelopes bring their executed document with them. */
function drawer(): typeof Drawing {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would need an extension, which only some tools know
  return require('../drawing/draw-document') as typeof Drawing;
}
