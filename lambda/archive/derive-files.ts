import type { EnvelopeState } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import type { BundleIdentity, DerivedFiles } from './bundle';
import { extractPortfolios } from './extract-portfolios';
import { storeDrawing } from './store-drawing';
import type { StoredFiles } from './store-files';

/** Makes further files of the stored ones: the PDFs inside portfolios, and the drawn document. */
export async function deriveFiles(
  deps: ArchiveDeps,
  { prefix }: BundleIdentity,
  state: EnvelopeState,
  { files, storedCount }: Pick<StoredFiles, 'files' | 'storedCount'>,
): Promise<DerivedFiles | 'out-of-time'> {
  const portfolioKeys = new Set(
    state.files.flatMap(({ mayBePortfolio, name }) => (mayBePortfolio ? prefix + name : [])),
  );
  const containers = files.filter(({ key }) => portfolioKeys.has(key));
  const extracted = await extractPortfolios(deps, { containers, storedCount });
  if (extracted === 'out-of-time') return extracted;
  const drawing = await storeDrawing(deps, { prefix, files, storedCount });
  if (drawing === 'out-of-time') return drawing;
  return {
    files: [...extracted.files, ...drawing.files],
    problems: [...extracted.problems, ...drawing.problems],
  };
}
