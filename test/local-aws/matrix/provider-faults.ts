import { faultOf, type Fault } from '../../simulators/kit/faults';
import { deathHeader } from '../faults/start-fault-layer';

/** A fault of a provider's answer. */
export interface ProviderFault {
  /** Completes "a provider's … answered by". */
  readonly name: string;
  readonly fault: Fault;
  /** The numbers of attempts that it hits: each number is a row. */
  readonly times: readonly number[];
  /** Whether it says that a file does not exist. The archiver accepts that for optional files if it lasts. */
  readonly isAbsence?: true;
}

/** Faults hit one attempt, or three, so that the back-off starts. Those that take half a minute hit only one. */
const once = [1];
const onceAndThrice = [1, 3];

export const providerFaults: readonly ProviderFault[] = [
  {
    name: 'the death of its reader',
    fault: { kind: 'answer', status: 200, headers: { [deathHeader]: '1' } },
    times: once,
  },
  { name: 'a body cut off before its length', fault: faultOf.cutOff('content-length'), times: onceAndThrice },
  { name: 'an error', fault: faultOf.serverError, times: onceAndThrice },
  { name: 'a refused key', fault: faultOf.unauthorized, times: onceAndThrice },
  { name: 'a rate limit', fault: faultOf.rateLimited('1'), times: onceAndThrice },
  { name: 'a body cut off between chunks', fault: faultOf.cutOff('chunked'), times: once },
  { name: 'a cut connection', fault: faultOf.cutOff('none'), times: onceAndThrice },
  { name: 'not found', fault: faultOf.notFound, times: onceAndThrice, isAbsence: true },
  { name: 'a page to sign in', fault: faultOf.html, times: onceAndThrice },
  { name: 'silence half-way', fault: faultOf.stall, times: once },
  { name: 'a body cut off without a word', fault: faultOf.cutOff('until-close'), times: once },
  { name: 'a redirect elsewhere', fault: faultOf.redirect('https://elsewhere.example.com/'), times: once },
  { name: 'silence', fault: faultOf.hang, times: once },
];
