import type { HomeFolder } from '../../../cli/envelope/home-folder';
import { sha256Hex } from '../../../lambda/kit/hash';

/** A folder in memory. */
export class MemoryFolder implements HomeFolder {
  readonly files = new Map<string, Buffer>();

  look: HomeFolder['look'] = (path, { sha256 }) => {
    const found = this.files.get(path);
    if (!found) return Promise.resolve('absent');
    return Promise.resolve(sha256Hex(found) === sha256 ? 'same' : 'other');
  };

  store: HomeFolder['store'] = async (path, { sha256 }, bytes) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    if (sha256Hex(whole) !== sha256) return 'other-bytes';
    if (this.files.has(path)) return 'taken';
    this.files.set(path, whole);
    return 'stored';
  };
}
