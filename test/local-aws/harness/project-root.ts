import { join } from 'node:path';

/** The folder of this repository. */
export const projectRoot = join(__dirname, '..', '..', '..');
