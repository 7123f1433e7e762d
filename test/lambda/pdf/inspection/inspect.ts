import { PdfInspector, type FileDamage } from '../../../../lambda/pdf/inspection/pdf-inspector';

/** Inspects a file that comes in chunks of a size: its damage, or that it is refused. */
export async function inspect(
  file: Buffer,
  chunkBytes = 65_536,
): Promise<FileDamage | 'refused' | undefined> {
  const inspector = new PdfInspector();
  for (let start = 0; start < file.length; start += chunkBytes) {
    inspector.add(file.subarray(start, start + chunkBytes));
  }
  if (!inspector.isWhole) return 'refused';
  return inspector.findDamage(async (position, length) => file.subarray(position, position + length));
}
