/** THE registry of drawings. A file of its own, because the command line draws too and must not bundle the APIs. */
import type { ProviderId } from '../contracts/ids';
import { kingsignDrawing } from './kingsign/drawing';
import type { DocumentDrawing } from './provider';

/** `undefined` for a provider that makes executed documents itself. */
export const documentDrawings: Readonly<Record<ProviderId, DocumentDrawing | undefined>> = {
  'iinked-sign': undefined,
  'sign-plus': undefined,
  documenso: undefined,
  kingsign: kingsignDrawing,
};
