import { faults, isDeadly, type Fault } from '../faults/fault';
import { awsCalls } from './aws-calls';
import { callName, type MatrixCall } from './matrix-call';
import { providerCalls, type ProviderCall } from './provider-calls';
import { providerFaults, type ProviderFault } from './provider-faults';

/** One call to AWS with one fault: one test. */
export interface AwsRow {
  readonly kind: 'aws';
  readonly name: string;
  readonly call: MatrixCall;
  readonly fault: Fault;
  /** Whether all attempts of the SDK at the call fail, so that the handler sees it. Otherwise only one does. */
  readonly everyAttempt: boolean;
}

/** One call to a provider with one fault: one test. */
export interface ProviderRow {
  readonly kind: 'provider';
  readonly name: string;
  readonly call: ProviderCall;
  readonly fault: ProviderFault;
  readonly times: number;
}

export type MatrixRow = AwsRow | ProviderRow;

/** The faults that can hit every attempt. A killed process makes no second one. */
const repeatableFaults = faults.filter((fault) => !isDeadly(fault));

/** Combines every call with every fault. */
export function wholeMatrix(): readonly MatrixRow[] {
  return [...awsCalls.flatMap(rowsOfAws), ...providerCalls.flatMap(rowsOfProvider)];
}

/** The hardest faults first. In the short matrix the calls get them in turn. */
const hardestFaults: readonly (readonly [fault: Fault, everyAttempt: boolean])[] = [
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

/** Combines every call with one fault, and every fault with some call. */
export function shortMatrix(): readonly MatrixRow[] {
  return [
    ...awsCalls.map((call, index) => awsRow(call, ...hardestFaults[index % hardestFaults.length]!)),
    ...providerCalls.map((call, index) => {
      const fault = providerFaults[index % providerFaults.length]!;
      return providerRow(call, fault, fault.times[0]!);
    }),
  ];
}

function rowsOfAws(call: MatrixCall): readonly AwsRow[] {
  return [
    ...faults.map((fault) => awsRow(call, fault, false)),
    ...repeatableFaults.map((fault) => awsRow(call, fault, true)),
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
  const name = `${callName(call)} meets ${fault}${everyAttempt ? ' at every attempt' : ''}`;
  return { kind: 'aws', name, call, fault, everyAttempt };
}

function providerRow(call: ProviderCall, fault: ProviderFault, times: number): ProviderRow {
  const { provider, route, inPass } = call;
  const often = times === 1 ? '' : `, ${times} times`;
  return {
    kind: 'provider',
    name: `${provider}'s ${route}${inPass ? ' of a pass' : ''} is answered by ${fault.name}${often}`,
    call,
    fault,
    times,
  };
}
