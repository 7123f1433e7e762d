/** Which list of completed envelopes each provider has. It has a file of its own: only the reconciler reads lists. */
import type { ProviderId } from '../contracts/ids';
import { documensoListing } from './documenso/list';
import type { EnvelopeListing } from './envelope-lister';
import { iinkedSignListing } from './iinked-sign/list';
import { kingsignListing } from './kingsign/list';
import { signPlusListing } from './sign-plus/list';

export const envelopeListings: Readonly<Record<ProviderId, EnvelopeListing>> = {
  'iinked-sign': iinkedSignListing,
  'sign-plus': signPlusListing,
  documenso: documensoListing,
  kingsign: kingsignListing,
};
