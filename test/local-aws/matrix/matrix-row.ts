import { faults, type Fault } from '../faults/fault';
import { awsCalls } from './aws-calls';
import { nameOf, type MatrixCall } from './matrix-call';
import { providerCalls, type ProviderCall } from './provider-calls';
import { providerFaults, type ProviderFault } from './provider-faults';

/** A call to AWS that goes wrong: one test. */
export interface AwsRow {
  readonly kind: 'aws';
  readonly name: string;
  readonly call: MatrixCall;
  readonly fault: Fault;
  /** All tries of the SDK at the call go wrong, so that the handler sees it: otherwise one does. */
  readonly everyAttempt: boolean;
}

/** A call to a provider that goes wrong: one test. */
export interface ProviderRow {
  readonly kind: 'provider';
  readonly name: string;
  readonly call: ProviderCall;
  readonly fault: ProviderFault;
  readonly times: number;
}

export type MatrixRow = AwsRow | ProviderRow;

/** Whoever is killed tries no more: no such fault can last. */
const lastingFaults = faults.filter((fault) => !fault.startsWith('die-'));

/** Every call with every fault. */
export function wholeMatrix(): readonly MatrixRow[] {
  return [...awsCalls.flatMap(rowsOfAws), ...providerCalls.flatMap(rowsOfProvider)];
}

/** The nastiest first: in the short matrix each call has one of them, in turn. */
const nastiest: readonly (readonly [fault: Fault, everyAttempt: boolean])[] = [
  ['die-after', false],
  ['lose-answer', true],
  ['break-answer', false],
  ['die-before', false],
  ['lose-answer', false],
  ['cut', true],
  ['error', true],
  ['throttle', true],
  ['hang', false],
];

/** Every call with one fault, every fault at some call. */
export function shortMatrix(): readonly MatrixRow[] {
  return [
    ...awsCalls.map((call, index) => awsRow(call, ...nastiest[index % nastiest.length]!)),
    ...providerCalls.map((call, index) => {
      const fault = providerFaults[index % providerFaults.length]!;
      return providerRow(call, fault, fault.times[0]!);
    }),
  ];
}

function rowsOfAws(call: MatrixCall): readonly AwsRow[] {
  return [
    ...faults.map((fault) => awsRow(call, fault, false)),
    ...lastingFaults.map((fault) => awsRow(call, fault, true)),
  ];
}

function rowsOfProvider(call: ProviderCall): readonly ProviderRow[] {
  const faulty = providerFaults.filter(({ name }) => !call.answers?.includes(name));
  return faulty.flatMap((fault) =>
    fault.times
      .filter((times) => times === 1 || !(fault.isAbsence && call.optional))
      .map((times) => providerRow(call, fault, times)),
  );
}

function awsRow(call: MatrixCall, fault: Fault, everyAttempt: boolean): AwsRow {
  const name = `${nameOf(call)} meets ${fault}${everyAttempt ? ' at every try' : ''}`;
  return { kind: 'aws', name, call, fault, everyAttempt };
}

function providerRow(call: ProviderCall, fault: ProviderFault, times: number): ProviderRow {
  const { provider, route } = call;
  const often = times === 1 ? '' : `, ${times} times`;
  return {
    kind: 'provider',
    name: `${provider}'s ${route} is answered by ${fault.name}${often}`,
    call,
    fault,
    times,
  };
}
