import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of a webhook's body, by the name of its file. */
export function fixture(name: string): Buffer {
  return readFileSync(join(__dirname, '../../../fixtures/documenso', `${name}.json`));
}
