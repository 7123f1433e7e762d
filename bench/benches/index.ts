import type { Bench } from '../harness/bench';
import { verifyBench } from './verify';

/** All benches, in the order of the results. */
export const benches: readonly Bench[] = [verifyBench];
