import { useSample } from './harness/use-sample';
import { everyProvider } from './harness/every-provider';
import type { FaultLayer } from './faults/fault-layer';
import { shortMatrix, wholeMatrix } from './matrix/matrix-row';
import { matrixEndpoints, matrixWorld } from './matrix/matrix-world';
import { playMatrix, type MatrixOutcome } from './matrix/play-matrix';
import { unlistedAwsCalls, unlistedProviderCalls } from './matrix/unlisted-calls';

/** `npm run test:matrix` plays every fault at every call; otherwise each call meets one. */
const matrix = process.env['ESIGN_MATRIX'] === 'whole' ? wholeMatrix() : shortMatrix();
/** To play some again: those whose names match. */
const chosen = new RegExp(process.env['ESIGN_MATRIX_ROWS'] ?? '');
const rows = matrix.filter(({ name }) => chosen.test(name));

const sample = useSample({ endpoints: matrixEndpoints });

let layer: FaultLayer;
let outcome: MatrixOutcome;

beforeAll(async () => {
  const world = await matrixWorld(sample());
  ({ layer } = world);
  outcome = await playMatrix(world, rows);
}, 3_600_000);

afterAll(() => layer.stop(), 30_000);

describe('the promise holds when', () => {
  it.each(rows.map(({ name }) => name))('%s', (name) => {
    expect(outcome.get(name)).toEqual([]);
  });
});

describe('nothing is called that has no row', () => {
  it('at AWS', () => {
    expect(unlistedAwsCalls(layer.calls)).toEqual([]);
  });

  it.each(everyProvider)('at $provider', ({ provider }) => {
    expect(unlistedProviderCalls(provider, sample().simulators.of(provider).requests)).toEqual([]);
  });
});
