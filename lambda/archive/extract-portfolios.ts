import type { WriteOnceBucket } from '../aws/write-once-bucket';
import type { BundleProblem } from '../contracts/archive-manifest';
import type { ArchivedFile } from '../contracts/archived-file';
import { defined } from '../kit/defined';
import { sha256Hex } from '../kit/hash';
import { PermanentFailure } from '../kit/permanent-failure';
import type { ArchiveDeps } from './archive-deps';
import type { DerivedFiles } from './bundle';
import { isGivenUp } from './given-up';
import { isTimeShortFor } from './limits';
import type * as PortfolioReader from './portfolio/read-portfolio';
import { storeOnce } from './store-once';

/** The PDFs of a bundle that may have others inside. */
export interface PortfolioSources {
  readonly containers: readonly ArchivedFile[];
  /** The number of files that this run has stored: its progress. */
  readonly storedCount: number;
}

/**
 * Extracts the PDFs inside of others, and stores each beside its container. Reads the containers from the archive, so that
 * every run extracts from the archived bytes. Stops when time is short, but only after storing at least one new file.
 * Never fails because of the contents of a container.
 *
 * @throws RunTimeSpent when the run ends before a container is read: SQS delivers the message again
 */
export async function extractPortfolios(
  deps: ArchiveDeps,
  { containers, storedCount }: PortfolioSources,
): Promise<DerivedFiles | 'out-of-time'> {
  const files: ArchivedFile[] = [];
  const problems: BundleProblem[] = [];
  let progress = storedCount;
  const mustStop = () => progress > 0 && isTimeShortFor(deps, deps.limits.portfolio.readTimeMs);
  for (const container of containers) {
    if (mustStop()) return 'out-of-time';
    let number = 0;
    for await (const part of readParts(deps, container)) {
      if (part.kind === 'problem') {
        problems.push({ name: part.name, key: container.key });
        continue;
      }
      if (mustStop()) return 'out-of-time';
      const { file, isNew } = await storePart(deps.bucket, { container, number: ++number, part });
      if (isNew) progress++;
      files.push(file);
    }
  }
  return { files, problems: withoutRepeats(problems) };
}

async function* readParts(deps: ArchiveDeps, { key, size }: ArchivedFile) {
  const { bucket, limits, remainingMs } = deps;
  if (isGivenUp(deps)) {
    yield { kind: 'problem', name: 'portfolio-given-up' } as const;
    return;
  }
  if (size > limits.portfolio.maxContainerBytes) {
    yield { kind: 'problem', name: 'portfolio-too-large' } as const;
    return;
  }
  const { readPortfolio } = loadPortfolioReader();
  const bytes = await bucket.read(key);
  const container = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  yield* readPortfolio(container, limits.portfolio, remainingMs());
}

/** Evaluates the PDF library only when it is needed: it is large, and most envelopes have no portfolio. */
function loadPortfolioReader(): typeof PortfolioReader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would need an extension, which only some tools know
  return require('./portfolio/read-portfolio') as typeof PortfolioReader;
}

/** Reports each problem of a container once, even if a thousand of its files have it. */
function withoutRepeats(problems: readonly BundleProblem[]): BundleProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.name} ${problem.key}`, problem])).values()];
}

interface NumberedPart {
  readonly container: ArchivedFile;
  /** The position among the PDFs of the container, from 1. */
  readonly number: number;
  readonly part: { readonly bytes: Buffer; readonly title?: string };
}

/**
 * Stores a part beside its container. Its key has a number instead of its name, which the sender chooses freely.
 *
 * @throws PermanentFailure when the key has other bytes: a manifest must not name a file that the archive does not have
 */
async function storePart(
  bucket: WriteOnceBucket,
  { container, number, part: { bytes, title } }: NumberedPart,
): Promise<{ readonly file: ArchivedFile; readonly isNew: boolean }> {
  const key = `${container.key.replace(/\.pdf$/, '')}/${number}.pdf`;
  const size = bytes.length;
  const sha256 = sha256Hex(bytes);
  // Describe first: a part of an earlier run has the same bytes, and a put would send all of them for nothing.
  const existing =
    (await bucket.describe(key)) ??
    (await storeOnce(bucket, { key, size, sha256, body: () => bytes, contentType: 'application/pdf' }));
  if (existing && existing.sha256 !== sha256) throw new PermanentFailure('portfolio-document-not-ours');
  const extractedFrom = container.key;
  return {
    file: defined({ role: 'portfolio-document', key, size, sha256, title, extractedFrom }),
    isNew: !existing,
  };
}
