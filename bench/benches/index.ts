import type { Bench } from '../harness/bench';
import { archiveBench } from './archive';
import { coldBench } from './cold';
import { firstRequestBench } from './first-request';
import { publishBench } from './publish';
import { synthBench } from './synth';
import { verifyBench } from './verify';
import { warmBench } from './warm';

/** All benches, in the order of the results. */
export const benches: readonly Bench[] = [
  verifyBench,
  coldBench,
  firstRequestBench,
  warmBench,
  publishBench,
  archiveBench,
  synthBench,
];
