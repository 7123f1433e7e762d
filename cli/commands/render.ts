import { join } from 'node:path';
import { name as software, version } from '../../package.json';
import { archiveManifestSchema, type ArchiveManifest } from '../../lambda/contracts/archive-manifest';
import { drawDocument } from '../../lambda/drawing/draw-document';
import { drawingLimits } from '../../lambda/drawing/drawing-limits';
import { isFont } from '../../lambda/drawing/text/font-face';
import type { FontFiles } from '../../lambda/drawing/text/fonts';
import type { DrawingProblem } from '../../lambda/contracts/drawing-plan';
import { jsonString } from '../../lambda/kit/json';
import { sha256Hex } from '../../lambda/kit/hash';
import { documentDrawings } from '../../lambda/providers/document-drawings';
import type { DocumentDrawing } from '../../lambda/providers/provider';
import { CommandFailure } from '../command-failure';
import type { Output } from '../terminal/output';

/** The dependencies of `render`. */
export interface RenderDeps extends Output {
  /** Returns `undefined` if there is no such file. */
  readonly readFile: (path: string) => Promise<Buffer | undefined>;
  readonly writeFile: (path: string, bytes: Buffer) => Promise<void>;
  /** The fonts that the archiver draws with. */
  readonly fonts: () => FontFiles;
}

/** The arguments of `render`. */
export interface RenderOptions {
  /** A copy of a bundle's folder. */
  readonly folder: string;
  /** The file to write. */
  readonly out: string;
  /** More font files, for characters that the shipped fonts lack. */
  readonly fonts: readonly string[];
}

/**
 * Draws the executed document of an archived bundle again, from the files of the bundle only. Returns the exit code: 1 if
 * something could not be drawn, or if this same version drew other bytes when it archived. Throws `CommandFailure` if there
 * is nothing to draw.
 */
export async function renderBundle({ folder, out, fonts }: RenderOptions, deps: RenderDeps): Promise<0 | 1> {
  const manifest = await readManifest(folder, deps);
  const drawing = drawingOf(manifest);
  const sources = new Map<string, Buffer>();
  for (const name of [drawing.original, ...drawing.sources]) {
    sources.set(name, await readSource(folder, name, manifest, deps));
  }
  const { pdf, problems } = await draw(drawing, sources, await withFonts(fonts, deps));
  for (const problem of problems) deps.warn(`Problem: ${describe(problem)}`);
  if (!pdf) throw new CommandFailure(`Cannot draw on ${drawing.original}: nothing was written.`);
  await deps.writeFile(out, pdf);
  const { text, isAsExpected } = compareWithArchived(pdf, manifest);
  deps.print([`${out}: ${pdf.length} bytes, SHA-256 ${sha256Hex(pdf)}`, text]);
  return problems.length > 0 || (!isAsExpected && fonts.length === 0) ? 1 : 0;
}

const manifestSchema = jsonString(archiveManifestSchema);

async function readManifest(folder: string, { readFile }: RenderDeps): Promise<ArchiveManifest> {
  const bytes = await readFile(join(folder, 'manifest.json'));
  if (!bytes && (await readFile(join(folder, 'incomplete.json')))) {
    throw new CommandFailure(
      `The bundle in ${folder} is incomplete: its incomplete.json lists the files that are missing. Draw it when it has a manifest.json.`,
    );
  }
  if (!bytes) {
    throw new CommandFailure(
      `There is no manifest.json in ${folder}: give a copy of a bundle's folder. In the archive bucket it is documents/<endpoint>/<envelopeId>/<revision>/.`,
    );
  }
  const { data } = manifestSchema.safeParse(bytes.toString('utf8'));
  if (!data) {
    throw new CommandFailure(
      `${join(folder, 'manifest.json')} is not a manifest that this version can read.`,
    );
  }
  return data;
}

function drawingOf({ provider }: ArchiveManifest): DocumentDrawing {
  const drawing = documentDrawings[provider];
  if (drawing) return drawing;
  throw new CommandFailure(
    `The provider ${provider} makes the executed documents itself: there is nothing to draw.`,
  );
}

/** Reads a file of the bundle. Throws `CommandFailure` if its digest is not the one in the manifest. */
async function readSource(
  folder: string,
  name: string,
  { files }: ArchiveManifest,
  { readFile }: RenderDeps,
): Promise<Buffer> {
  const listed = files.find(({ key }) => key.endsWith(`/${name}`));
  if (!listed) throw new CommandFailure(`The bundle has no ${name}: nothing can be drawn without it.`);
  const bytes = await readFile(join(folder, name));
  if (!bytes) throw new CommandFailure(`There is no ${name} in ${folder}: copy the whole folder.`);
  if (sha256Hex(bytes) === listed.sha256) return bytes;
  throw new CommandFailure(
    `${name} is not the archived file: its SHA-256 differs from the one in the manifest.`,
  );
}

async function withFonts(paths: readonly string[], { fonts, readFile }: RenderDeps): Promise<FontFiles> {
  const shipped = fonts();
  const added: Buffer[] = [];
  for (const path of paths) {
    const font = await readFile(path);
    if (!font || !isFont(font)) {
      throw new CommandFailure(`${path} is not a font: give a TrueType or OpenType file.`);
    }
    added.push(font);
  }
  return { ...shipped, fallbacks: [...shipped.fallbacks, ...added] };
}

async function draw(drawing: DocumentDrawing, sources: ReadonlyMap<string, Buffer>, fonts: FontFiles) {
  const [original, ...answers] = [...sources.values()];
  const plan = drawing.plan(answers);
  if (!original || !plan) {
    throw new CommandFailure(
      `${drawing.sources.join(' and ')} cannot be read: it is not known what to draw.`,
    );
  }
  const digests = [...sources].map(([name, bytes]) => [name, sha256Hex(bytes)] as const);
  const facts = { software: `${software} ${version}`, sources: digests };
  return drawDocument({ original, plan, facts, fonts, limits: drawingLimits });
}

function describe({ name, field }: DrawingProblem): string {
  return field === undefined ? name : `${name}, field ${field}`;
}

/** Compares with the archived drawing. Only one by this same version has to be equal: other versions may draw differently. */
function compareWithArchived(
  pdf: Buffer,
  { files }: ArchiveManifest,
): { readonly text: string; readonly isAsExpected: boolean } {
  const archived = files.find(({ role }) => role === 'rendered');
  if (!archived) return { text: 'The bundle has no archived drawing.', isAsExpected: true };
  if (archived.sha256 === sha256Hex(pdf)) {
    return { text: 'It equals the archived drawing, byte for byte.', isAsExpected: true };
  }
  return {
    text: `It differs from the archived drawing, which ${archived.renderedBy ?? 'an unknown version'} made.`,
    isAsExpected: archived.renderedBy !== `${software} ${version}`,
  };
}
