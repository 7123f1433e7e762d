// Measures what forged and repeated completions cost in 48 hours, with the product's own publisher and archiver over queues
// in memory and a clock that jumps.
//
//   node scripts/on-node-24.mjs node --import tsx bench/noise.mjs
import { randomUUID } from 'node:crypto';
import { noiseWorld, notComplete, notFound, start } from '../test/lambda/archive/noise-world.ts';

const monthMs = 30 * 24 * 60 * 60 * 1_000;
const uuid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const cases = [
  ['1,000 forged completions of unknown ids', 1_000, notFound, uuid, uuid],
  ['1,000 forged completions of one id', 1_000, notFound, () => uuid(0), uuid],
  ['96 deliveries of an early completion', 96, notComplete, () => uuid(0), () => uuid(0)],
];

for (const [name, count, getEnvelope, envelopeOf, eventOf] of cases) {
  const world = noiseWorld({ getEnvelope, random: Math.random });
  for (let number = 0; number < count; number++) {
    await world.complete(envelopeOf(number), eventOf(number), randomUUID());
  }
  await world.runUntil(new Date(start.getTime() + monthMs));
  console.log(name, world.report());
}
