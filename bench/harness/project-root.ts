import { join } from 'node:path';

/** The folder of this project. */
export const projectRoot = join(__dirname, '..', '..');
