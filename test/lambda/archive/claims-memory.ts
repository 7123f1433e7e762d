import type { ClaimBucket, StoredClaim } from '../../../lambda/aws/claim-bucket';
import type { ArchiveClaim } from '../../../lambda/contracts/archive-claim';

/** The bucket of the claims in memory. Like S3, it writes only on a condition, and each state has an ETag of its own. */
export function claimsMemory() {
  const claims = new Map<string, StoredClaim>();
  let states = 0;
  const store = (key: string, claim: ArchiveClaim | undefined): StoredClaim => {
    const stored = { etag: `"${++states}"`, ...(claim ? { claim } : {}) };
    claims.set(key, stored);
    return stored;
  };

  const bucket: ClaimBucket = {
    read: async (key) => claims.get(key),
    async write(key, claim, expected) {
      if (claims.get(key)?.etag !== expected?.etag) return 'changed';
      store(key, claim);
      return 'written';
    },
  };

  return { bucket, claims, plant: store };
}
