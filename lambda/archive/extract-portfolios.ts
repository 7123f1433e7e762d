import type { ArchivedFile } from '../contracts/archived-file';
import type { BundleProblem } from '../contracts/archive-manifest';
import type { ArchiveDeps } from './archive-deps';
import type * as PortfolioReader from './portfolio/read-portfolio';
import { isTimeShortFor } from './limits';
import type { WriteOnceBucket } from '../aws/write-once-bucket';
import { PermanentFailure } from '../kit/permanent-failure';
import { sha256Hex } from '../kit/hash';

/** PDFs of a bundle that may have others inside. */
export interface PortfolioSources {
  readonly containers: readonly ArchivedFile[];
  /** What this run has put into the archive already: its progress. */
  readonly filesPut: number;
}

/** What was taken out of them. */
export interface ExtractedPortfolios {
  readonly files: readonly ArchivedFile[];
  readonly problems: readonly BundleProblem[];
}

/**
 * Takes the PDFs out of those that carry some, and keeps each beside its container. They are read from the archive: what
 * is taken out is of the bytes that are kept, in every run. Stops like the downloads do when time is short, but not before
 * this run has got further than the last; never fails over what is in a container.
 */
export async function extractPortfolios(
  deps: ArchiveDeps,
  { containers, filesPut }: PortfolioSources,
): Promise<ExtractedPortfolios | 'out-of-time'> {
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
      const { file, outcome } = await storePart(deps.bucket, { container, number: ++number, part });
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

/** A PDF that was inside of another one. */
export interface NumberedPart {
  readonly container: ArchivedFile;
  /** Its place among the PDFs of its container, from 1. */
  readonly number: number;
  readonly part: { readonly bytes: Buffer; readonly title?: string };
}

/**
 * Puts a part beside its container, once. Its key has a number and no name: names are the sender's, and may be anything.
 *
 * @throws PermanentFailure when other bytes lie there: a manifest must not tell of what is not in the archive
 */
export async function storePart(
  bucket: WriteOnceBucket,
  { container, number, part }: NumberedPart,
): Promise<{ readonly file: ArchivedFile; readonly outcome: 'stored' | 'exists' }> {
  const { bytes, title } = part;
  const file: ArchivedFile = {
    role: 'portfolio-document',
    key: `${container.key.replace(/\.pdf$/, '')}/${number}.pdf`,
    size: bytes.length,
    sha256: sha256Hex(bytes),
    ...(title === undefined ? {} : { title }),
    extractedFrom: container.key,
  };
  // An earlier run's: of the same container and hence the same. Asked first, as a put would send all of it in vain.
  if ((await bucket.describe(file.key))?.sha256 === file.sha256) return { file, outcome: 'exists' };
  const { key, size, sha256 } = file;
  const outcome = await bucket.putOnce({
    key,
    size,
    sha256,
    body: () => bytes,
    contentType: 'application/pdf',
  });
  if (outcome === 'exists' && (await bucket.describe(key))?.sha256 !== sha256) {
    throw new PermanentFailure('portfolio-document-not-ours');
  }
  return { file, outcome };
}
