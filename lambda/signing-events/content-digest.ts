import { canonicalJson } from '../kit/canonical-json';
import { sha256Hex } from '../kit/hash';
import { hasExactNumbers, readJsonObject } from '../kit/json';
import type { DeliveryFacts } from '../providers/provider';

/**
 * The digest of what a body says: equal for a retry, different if anything else than the attempt's fields differs. The order
 * of keys and white space do not count. A body is compared byte by byte if it is no JSON object, or if JavaScript would
 * change one of its numbers. Never throws.
 */
export function contentDigest({ content }: Pick<DeliveryFacts, 'content'>, body: Uint8Array): string {
  const json = readJsonObject(body);
  const isComparable = 'object' in json && hasExactNumbers(body);
  return sha256Hex((isComparable ? canonicalJson(content(json.object)) : undefined) ?? body);
}
