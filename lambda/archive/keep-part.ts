import type { WriteOnceBucket } from '../aws/write-once-bucket';
import type { ArchivedFile } from '../contracts/archived-file';
import { PermanentFailure } from '../kit/permanent-failure';
import { sha256Hex } from '../kit/sha256-hex';

/** A PDF that was inside of another one. */
export interface PartToKeep {
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
export async function keepPart(
  bucket: WriteOnceBucket,
  { container, number, part }: PartToKeep,
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
