import type { ObjectVersion, ObjectVersions } from '../../../cli/stack/object-versions';

/** A versioned bucket in memory. */
export class MemoryVersions implements ObjectVersions {
  private readonly stored: { readonly version: ObjectVersion; readonly content: Buffer }[] = [];
  /** The keys whose content was read. */
  readonly reads: string[] = [];

  /** Stores a version, each a second later than the one before. */
  put(key: string, content: Buffer | string, more: Partial<ObjectVersion> = {}): ObjectVersion {
    const bytes = Buffer.from(content);
    const number = this.stored.length + 1;
    const storedAt = new Date(Date.UTC(2026, 10, 28) + number * 1_000);
    const version = {
      key,
      versionId: `v${number}`,
      storedAt,
      bytes: bytes.length,
      isDeletion: false,
      ...more,
    };
    this.stored.push({ version, content: bytes });
    return version;
  }

  /** Hides an object behind a deletion. */
  delete(key: string): void {
    this.put(key, '', { isDeletion: true });
  }

  readonly list = (prefix: string) => this.listed(prefix);
  readonly stream = (version: ObjectVersion) => this.read(version);

  private async *listed(prefix: string): AsyncGenerator<ObjectVersion, void> {
    await Promise.resolve();
    const found = this.stored.map(({ version }) => version).filter(({ key }) => key.startsWith(prefix));
    // As S3 does: by key, the newest first, and the deletions behind the others.
    const order = (one: ObjectVersion) => [one.isDeletion ? 1 : 0, -one.storedAt.getTime()] as const;
    yield* found.sort((one, other) => {
      if (one.key !== other.key) return one.key < other.key ? -1 : 1;
      return order(one)[0] - order(other)[0] || order(one)[1] - order(other)[1];
    });
  }

  private async *read({ key, versionId }: ObjectVersion): AsyncGenerator<Uint8Array, void> {
    await Promise.resolve();
    this.reads.push(key);
    const found = this.stored.find(({ version }) => version.versionId === versionId);
    if (!found) throw new Error(`no version ${versionId}`);
    const middle = Math.ceil(found.content.length / 2);
    yield found.content.subarray(0, middle);
    yield found.content.subarray(middle);
  }
}
