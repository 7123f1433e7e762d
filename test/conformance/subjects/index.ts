import type { ProviderId } from '../../../lambda/contracts/ids';
import type { ConformanceSubject } from '../subject';
import { documensoSubject } from './documenso';
import { iinkedSignSubject } from './iinked-sign';
import { kingsignSubject } from './kingsign';
import { signPlusSubject } from './sign-plus';

/** Every provider of the registry: one without a subject does not compile. */
export const subjects: Readonly<Record<ProviderId, ConformanceSubject>> = {
  'iinked-sign': iinkedSignSubject,
  'sign-plus': signPlusSubject,
  documenso: documensoSubject,
  kingsign: kingsignSubject,
};

/** The same as a table for `describe.each`. */
export const everySubject = (Object.keys(subjects) as ProviderId[]).map((id) => [id, subjects[id]] as const);
