import type { ArchiveObjects } from '../../../cli/stack/archive-objects';

/** An archive bucket in memory: S3 lists its objects by key. */
export class MemoryArchive implements ArchiveObjects {
  readonly bucketName = 'archive-bucket';
  readonly reads: string[] = [];
  private readonly objects = new Map<string, { readonly text: string; readonly storedAt: Date }>();

  /** Stores an object at a time, in milliseconds since the epoch. */
  put(key: string, value: object | string, at = 0): this {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    this.objects.set(key, { text, storedAt: new Date(at) });
    return this;
  }

  readonly list = (prefix: string) => this.listed(prefix);

  readonly read = (key: string) => {
    this.reads.push(key);
    const object = this.objects.get(key);
    return Promise.resolve(object && Buffer.from(object.text));
  };

  private async *listed(prefix: string) {
    for (const key of [...this.objects.keys()].sort()) {
      const { text, storedAt } = this.objects.get(key)!;
      if (key.startsWith(prefix)) yield { key, storedAt, bytes: text.length };
    }
  }
}
