/** THE registry of how documents are drawn: apart from the others, for the command line draws too and needs no API. */
import type { ProviderId } from '../contracts/ids';
import { kingsignDrawing } from './kingsign/drawing';
import type { DocumentDrawing } from './provider';

/** `undefined` where the provider makes executed documents itself. */
export const documentDrawings: Readonly<Record<ProviderId, DocumentDrawing | undefined>> = {
  'iinked-sign': undefined,
  'sign-plus': undefined,
  documenso: undefined,
  kingsign: kingsignDrawing,
};
