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

/** What the command needs from outside. */
export interface RenderContext {
  /** `undefined` where there is no such file. */
  readonly readFile: (path: string) => Promise<Buffer | undefined>;
  readonly writeFile: (path: string, bytes: Buffer) => Promise<void>;
  /** The fonts that the archiver draws with. */
  readonly fonts: () => FontFiles;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** What the command was asked. */
export interface RenderOptions {
  /** A copy of a bundle's folder. */
  readonly folder: string;
  /** Where the drawn document goes. */
  readonly out: string;
  /** Files of further fonts, for what the shipped ones lack. */
  readonly fonts: readonly string[];
}

/**
 * Draws the executed document of an archived bundle again, from nothing but its files. Returns the exit code: 1 where
 * something could not be drawn, or is drawn otherwise than this same version did when it was archived. Throws
 * `CommandFailure` where there is nothing to draw.
 */
export async function renderBundle(
  { folder, out, fonts }: RenderOptions,
  context: RenderContext,
): Promise<0 | 1> {
  const manifest = await readManifest(folder, context);
  const drawing = drawingOf(manifest);
  const sources = new Map<string, Buffer>();
  for (const name of [drawing.original, ...drawing.sources]) {
    sources.set(name, await readSource(folder, name, manifest, context));
  }
  const { pdf, problems } = await draw(drawing, sources, await withFonts(fonts, context));
  for (const problem of problems) context.warn(`Problem: ${describe(problem)}`);
  if (!pdf) throw new CommandFailure(`${drawing.original} cannot be drawn on: nothing was written.`);
  await context.writeFile(out, pdf);
  context.print(`${out}: ${pdf.length} bytes, SHA-256 ${sha256Hex(pdf)}\n`);
  const isSame = compare(pdf, manifest, context.print);
  return problems.length > 0 || (!isSame && fonts.length === 0) ? 1 : 0;
}

const manifestSchema = jsonString(archiveManifestSchema);

async function readManifest(folder: string, { readFile }: RenderContext): Promise<ArchiveManifest> {
  const bytes = await readFile(join(folder, 'manifest.json'));
  if (!bytes) {
    throw new CommandFailure(
      `There is no manifest.json in ${folder}: give a copy of a bundle's folder, documents/<endpoint>/<envelopeId>/<revision>/ of the archive bucket.`,
    );
  }
  const { data } = manifestSchema.safeParse(bytes.toString('utf8'));
  if (!data)
    throw new CommandFailure(`${join(folder, 'manifest.json')} is no manifest that this version knows.`);
  return data;
}

function drawingOf({ provider }: ArchiveManifest): DocumentDrawing {
  const drawing = documentDrawings[provider];
  if (drawing) return drawing;
  throw new CommandFailure(`${provider} makes executed documents itself: there is nothing to draw.`);
}

/** A file as the manifest knows it: what was changed since is not what was archived. */
async function readSource(
  folder: string,
  name: string,
  { files }: ArchiveManifest,
  { readFile }: RenderContext,
): Promise<Buffer> {
  const listed = files.find(({ key }) => key.endsWith(`/${name}`));
  if (!listed) throw new CommandFailure(`The bundle has no ${name}, without which nothing can be drawn.`);
  const bytes = await readFile(join(folder, name));
  if (!bytes) throw new CommandFailure(`There is no ${name} in ${folder}: copy the whole folder.`);
  if (sha256Hex(bytes) === listed.sha256) return bytes;
  throw new CommandFailure(
    `${name} is not the file that was archived: its SHA-256 is another than the manifest says.`,
  );
}

async function withFonts(paths: readonly string[], { fonts, readFile }: RenderContext): Promise<FontFiles> {
  const shipped = fonts();
  const further: Buffer[] = [];
  for (const path of paths) {
    const font = await readFile(path);
    if (!font || !isFont(font))
      throw new CommandFailure(`${path} is no font: give a TrueType or OpenType file.`);
    further.push(font);
  }
  return { ...shipped, fallbacks: [...shipped.fallbacks, ...further] };
}

async function draw(drawing: DocumentDrawing, sources: ReadonlyMap<string, Buffer>, fonts: FontFiles) {
  const [original, ...answers] = [...sources.values()];
  const plan = drawing.plan(answers);
  if (!original || !plan)
    throw new CommandFailure(`${drawing.sources.join(' and ')} do not say what to draw.`);
  const digests = [...sources].map(([name, bytes]) => [name, sha256Hex(bytes)] as const);
  const facts = { software: `${software} ${version}`, sources: digests };
  return drawDocument({ original, plan, facts, fonts, limits: drawingLimits });
}

function describe({ name, field }: DrawingProblem): string {
  return field === undefined ? name : `${name}, field ${field}`;
}

/** Whether it is what was archived, as far as it has to be: another version may draw otherwise. */
function compare(pdf: Buffer, { files }: ArchiveManifest, print: RenderContext['print']): boolean {
  const archived = files.find(({ role }) => role === 'rendered');
  if (!archived) {
    print('None was drawn when the bundle was archived.\n');
    return true;
  }
  if (archived.sha256 === sha256Hex(pdf)) {
    print('It is the archived one, byte for byte.\n');
    return true;
  }
  print(`The archived one, drawn by ${archived.renderedBy ?? 'an unknown version'}, has other bytes.\n`);
  return archived.renderedBy !== `${software} ${version}`;
}
