import * as z from 'zod';
import { clipText } from './text';

/** The schema of a text that is cut to `maxLength` with `clipText`. */
export function clipped(maxLength: number) {
  return z.string().transform((text) => clipText(text, maxLength));
}
