import { sha256Hex } from '../../kit/sha256-hex';
import type { EventReader } from '../provider';

/** Reads the body of a genuine webhook. */
export const readDocumensoEvent: EventReader = (body) => ({
  type: 'provider.event',
  key: { sha256: sha256Hex(body) },
});
