/** Which small question shows that an API key is accepted. It has a file of its own: only the archiver asks it. */
import type { ProviderId } from '../contracts/ids';
import { askDocumensoAccess } from './documenso/access';
import { askIinkedSignAccess } from './iinked-sign/access';
import { askKingsignAccess } from './kingsign/access';
import type { AskAccessFactory } from './provider';
import { askSignPlusAccess } from './sign-plus/access';

export const accessQuestions: Readonly<Record<ProviderId, AskAccessFactory>> = {
  'iinked-sign': askIinkedSignAccess,
  'sign-plus': askSignPlusAccess,
  documenso: askDocumensoAccess,
  kingsign: askKingsignAccess,
};
