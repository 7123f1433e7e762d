import { faultOf, type Fault } from '../../simulators/kit/faults';
import { deathHeader } from '../faults/start-fault-layer';

/** How a provider's answer goes wrong. */
export interface ProviderFault {
  /** Completes "a provider's … answered by". */
  readonly name: string;
  readonly fault: Fault;
  /** For how many tries of the archiver, each as told. */
  readonly times: readonly number[];
  /** Says that a file is not there: where there need not be one it is believed when it lasts. */
  readonly isAbsence?: true;
}

/** Once, and for so many tries that back-off sets in; what takes half a minute each time only once. */
const passing = [1];
const both = [1, 3];

export const providerFaults: readonly ProviderFault[] = [
  {
    name: 'the death of its reader',
    fault: { kind: 'answer', status: 200, headers: { [deathHeader]: '1' } },
    times: passing,
  },
  { name: 'a body cut off before its length', fault: faultOf.cutOff('content-length'), times: both },
  { name: 'an error', fault: faultOf.serverError, times: both },
  { name: 'a refused key', fault: faultOf.unauthorized, times: both },
  { name: 'a rate limit', fault: faultOf.rateLimited('1'), times: both },
  { name: 'a body cut off between chunks', fault: faultOf.cutOff('chunked'), times: passing },
  { name: 'a cut connection', fault: faultOf.cutOff('none'), times: both },
  { name: 'not found', fault: faultOf.notFound, times: both, isAbsence: true },
  { name: 'a page to sign in', fault: faultOf.html, times: both },
  { name: 'silence half-way', fault: faultOf.stall, times: passing },
  { name: 'a body cut off without a word', fault: faultOf.cutOff('until-close'), times: passing },
  { name: 'a redirect elsewhere', fault: faultOf.redirect('https://elsewhere.example.com/'), times: passing },
  { name: 'silence', fault: faultOf.hang, times: passing },
];
