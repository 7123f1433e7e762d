import type { FoundBy } from '../contracts/found-by';

/**
 * Who found an envelope, for two jobs that wait for it together. A webhook (`undefined`) hides a pass, and a pass hides an
 * import: an import is quiet, and nobody who waits for an envelope may miss it because of one.
 */
export function loudest(one: FoundBy | undefined, other: FoundBy | undefined): FoundBy | undefined {
  return one === 'import' ? other : one && other && 'reconciliation';
}
