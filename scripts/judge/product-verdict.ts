import { portfolioLimits } from '../../lambda/archive/limits';
import { readPortfolio } from '../../lambda/archive/portfolio/read-portfolio';
import { PdfInspector } from '../../lambda/pdf/inspection/pdf-inspector';
import type { Mark } from '../../lambda/contracts/drawing-plan';
import { drawn } from '../../test/lambda/drawing/kit/drawn';

/** What the archiver would do with a file that it downloads. */
export interface FileVerdict {
  readonly outcome: 'stored' | 'refused';
  /** The names of the damages that would stand in the manifest. */
  readonly flags: readonly string[];
}

/** What the archiver would extract from a file. */
export interface PortfolioVerdict {
  readonly parts: number;
  readonly problems: readonly string[];
}

/** What the archiver would draw on a file. */
export interface DrawingVerdict {
  readonly drawable: boolean;
  /** The names of its problems, each once. */
  readonly problems: readonly string[];
}

/** Judges a download, as the archiver inspects it. */
export async function judgeFile(bytes: Buffer): Promise<FileVerdict> {
  const inspector = new PdfInspector();
  inspector.add(bytes);
  if (!inspector.isWhole) return { outcome: 'refused', flags: [] };
  const damage = await inspector.findDamage((position, length) =>
    Promise.resolve(bytes.subarray(position, position + length)),
  );
  return { outcome: 'stored', flags: damage ? [damage] : [] };
}

/** Counts the files inside. */
export function judgePortfolio(bytes: Buffer): PortfolioVerdict {
  const problems = new Set<string>();
  let parts = 0;
  for (const part of readPortfolio(bytes, portfolioLimits)) {
    if (part.kind === 'pdf') parts++;
    else problems.add(part.name);
  }
  return { parts, problems: [...problems].sort() };
}

/** Draws on a file. */
export async function judgeDrawing(
  original: Buffer,
  marks: readonly Mark[],
): Promise<DrawingVerdict & { readonly pdf?: Buffer }> {
  const { pdf, problems } = await drawn(original, marks);
  const names = new Set(problems.map(({ name }) => name));
  return { drawable: pdf !== undefined, problems: [...names].sort(), ...(pdf ? { pdf } : {}) };
}
