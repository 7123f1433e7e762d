import type { ArchivedFile } from '../contracts/archived-file';
import type { BundleProblem } from '../contracts/archive-manifest';
import type { ArchiveDeps } from './archive-deps';
import { keepPart } from './keep-part';
import type * as PortfolioReader from './portfolio/read-portfolio';
import { isTimeShortFor } from './time-short';

/** PDFs of a bundle that may have others inside. */
export interface PortfoliosToKeep {
  readonly containers: readonly ArchivedFile[];
  /** What this run has put into the archive already: its progress. */
  readonly filesPut: number;
}

/** What was taken out of them. */
export interface KeptPortfolios {
  readonly files: readonly ArchivedFile[];
  readonly problems: readonly BundleProblem[];
}

/**
 * Takes the PDFs out of those that carry some, and keeps each beside its container. They are read from the archive: what
 * is taken out is of the bytes that are kept, in every run. Stops like the downloads do when time is short, but not before
 * this run has got further than the last; never fails over what is in a container.
 */
export async function keepPortfolios(
  deps: ArchiveDeps,
  { containers, filesPut }: PortfoliosToKeep,
): Promise<KeptPortfolios | 'out-of-time'> {
  const files: ArchivedFile[] = [];
  const problems: BundleProblem[] = [];
  let progress = filesPut;
  const mustStop = () => progress > 0 && isTimeShortFor(deps, deps.limits.portfolio.readTime);
  for (const container of containers) {
    if (mustStop()) return 'out-of-time';
    let number = 0;
    for await (const part of partsOf(deps, container)) {
      if (part.kind === 'problem') {
        problems.push({ name: part.name, key: container.key });
        continue;
      }
      if (mustStop()) return 'out-of-time';
      const { file, outcome } = await keepPart(deps.bucket, { container, number: ++number, part });
      if (outcome === 'stored') progress++;
      files.push(file);
    }
  }
  return { files, problems: onceEach(problems) };
}

async function* partsOf({ bucket, limits }: ArchiveDeps, { key, size }: ArchivedFile) {
  if (size > limits.portfolio.containerSize) {
    yield { kind: 'problem', name: 'portfolio-too-large' } as const;
    return;
  }
  const { readPortfolio } = portfolioReader();
  const bytes = await bucket.read(key);
  yield* readPortfolio(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits.portfolio);
}

/** Loaded where it is needed, within the one bundle: the PDF library is large, and most envelopes have no portfolio. */
function portfolioReader(): typeof PortfolioReader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would need an extension, which only some tools know
  return require('./portfolio/read-portfolio') as typeof PortfolioReader;
}

/** A container with a thousand odd files has one problem of that name. */
function onceEach(problems: readonly BundleProblem[]): readonly BundleProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.name} ${problem.key}`, problem])).values()];
}
