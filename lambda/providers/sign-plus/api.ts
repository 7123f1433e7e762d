import { PermanentFailure } from '../../kit/permanent-failure';
import type { EnvelopeApiFactory } from '../provider';

/** The API for one endpoint. */
export const signPlusApi: EnvelopeApiFactory = () => ({
  read: () => Promise.reject(new PermanentFailure('not-built')),
  download: () => Promise.reject(new PermanentFailure('not-built')),
});
