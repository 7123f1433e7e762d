import { name as software, version } from '../../package.json';
import type { BundleProblem } from '../contracts/archive-manifest';
import type { ArchivedFile } from '../contracts/archived-file';
import type { DrawingProblem } from '../contracts/drawing-plan';
import type * as Drawing from '../drawing/draw-document';
import type { DrawnDocument } from '../drawing/draw-document';
import { defined } from '../kit/defined';
import { sha256Hex } from '../kit/hash';
import { RunTimeSpent } from '../pdf/run-time-spent';
import type { DocumentDrawing } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import type { DerivedFiles } from './bundle';
import { isGivenUp } from './given-up';
import { isTimeShortFor } from './limits';
import { storeOnce } from './store-once';

/** The files that a document may be drawn from. */
export interface DrawingSources {
  /** The bundle's folder, with its slash. */
  readonly prefix: string;
  readonly files: readonly ArchivedFile[];
  /** The number of files that this run has stored: its progress. */
  readonly storedCount: number;
}

const nothing: DerivedFiles = { files: [], problems: [] };

/**
 * Draws the executed document, for a provider that makes none, and stores it beside the archived files that it is drawn
 * from. Never fails because of their contents. Draws nothing if one of them is missing.
 *
 * @throws RunTimeSpent when the run ends before: SQS delivers the message again
 */
export async function storeDrawing(
  deps: ArchiveDeps,
  { prefix, files, storedCount }: DrawingSources,
): Promise<DerivedFiles | 'out-of-time'> {
  const drawing = deps.documentDrawing;
  if (!drawing) return nothing;
  const findFile = (name: string) => files.find(({ key }) => key === prefix + name);
  const original = findFile(drawing.original);
  const sources = drawing.sources.flatMap((name) => findFile(name) ?? []);
  if (!original || sources.length < drawing.sources.length) return nothing;
  const reason = reasonNotToDraw(deps, original);
  if (reason) return notDrawn(reason, original);
  if (storedCount > 0 && isTimeShortFor(deps, deps.limits.drawing.timeMs)) return 'out-of-time';
  return draw(deps, { drawing, original, sources, key: prefix + drawing.name });
}

function reasonNotToDraw(deps: ArchiveDeps, { size }: ArchivedFile) {
  if (isGivenUp(deps)) return 'drawing-given-up';
  return size > deps.limits.drawing.maxOriginalBytes ? 'template-too-large' : undefined;
}

interface DrawingTask {
  readonly drawing: DocumentDrawing;
  readonly original: ArchivedFile;
  readonly sources: readonly ArchivedFile[];
  readonly key: string;
}

async function draw(
  deps: ArchiveDeps,
  { drawing, original, sources, key }: DrawingTask,
): Promise<DerivedFiles> {
  const { bucket } = deps;
  const answers = await Promise.all(sources.map((source) => bucket.read(source.key)));
  const bytes = await bucket.read(original.key);
  const renderedBy = `${software} ${version}`;
  const drawn = await tryToDraw(deps, () => {
    const plan = drawing.plan(answers);
    return (
      plan &&
      loadDrawing().drawDocument({
        original: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        plan,
        facts: { software: renderedBy, sources: [original, ...sources].map(nameAndDigest) },
        fonts: deps.fonts(),
        limits: deps.limits.drawing,
        runTimeMs: deps.remainingMs(),
      })
    );
  });
  if (typeof drawn === 'string') return notDrawn(drawn, original);
  const { pdf, problems } = drawn;
  if (!pdf) return { files: [], problems: problemsByName(problems, original.key) };
  const renderedFrom = [original, ...sources].map((source) => source.key);
  const { file, problem } = await storePdf(deps, pdf, { role: 'rendered', key, renderedBy, renderedFrom });
  return { files: [file], problems: [...(problem ? [problem] : []), ...problemsByName(problems, key)] };
}

/** Draws without throwing: the bundle is archived without the drawing, which can be made of it later. */
async function tryToDraw(
  { telemetry }: ArchiveDeps,
  work: () => Promise<DrawnDocument> | undefined,
): Promise<DrawnDocument | 'fields-unreadable' | 'drawing-failed'> {
  try {
    return (await work()) ?? 'fields-unreadable';
  } catch (error) {
    if (error instanceof RunTimeSpent) throw error;
    // Log only the error's name: its message may quote signed values.
    telemetry.warn('drawing failed', { error: error instanceof Error ? error.name : 'unknown' });
    return 'drawing-failed';
  }
}

/** The metadata key for the version that has drawn the object: a later run may be of another version. */
const renderedByName = 'rendered-by';

async function storePdf(
  { bucket }: ArchiveDeps,
  pdf: Buffer,
  rest: Omit<ArchivedFile, 'size' | 'sha256'>,
): Promise<{ readonly file: ArchivedFile; readonly problem?: BundleProblem }> {
  const file: ArchivedFile = { ...rest, size: pdf.length, sha256: sha256Hex(pdf) };
  const { key, size, sha256, renderedBy } = file;
  const existing = await storeOnce(bucket, {
    key,
    size,
    sha256,
    body: () => pdf,
    contentType: 'application/pdf',
    metadata: renderedBy === undefined ? {} : { [renderedByName]: renderedBy },
  });
  if (!existing || existing.sha256 === sha256) return { file };
  // Another version of this software has drawn it, and was killed before it finished the bundle.
  return {
    file: {
      ...file,
      size: existing.size,
      sha256: existing.sha256,
      renderedBy: existing.metadata[renderedByName],
    },
    problem: { name: 'rendered-bytes-differ', key },
  };
}

function nameAndDigest({ key, sha256 }: ArchivedFile): readonly [string, string] {
  return [key.slice(key.lastIndexOf('/') + 1), sha256];
}

function notDrawn(name: string, { key }: ArchivedFile): DerivedFiles {
  return { files: [], problems: [{ name, key }] };
}

/** How many fields a manifest names for one problem. The page of record and the file of values have all of them. */
const maxFields = 20;

/** Makes one problem of each name, with the fields that have it. */
function problemsByName(problems: readonly DrawingProblem[], key: string): BundleProblem[] {
  return [...new Set(problems.map(({ name }) => name))].map((name) => {
    const fields = problems.flatMap((one) => (one.name === name ? (one.field ?? []) : []));
    return defined({ name, key, fields: fields.length > 0 ? fields.slice(0, maxFields) : undefined });
  });
}

/** Evaluates the drawing code only when it is needed: most providers make the executed document themselves. */
function loadDrawing(): typeof Drawing {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would need an extension, which only some tools know
  return require('../drawing/draw-document') as typeof Drawing;
}
