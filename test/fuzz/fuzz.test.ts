import { join } from 'node:path';
import { findPlantedFaults } from './find-planted-faults';
import type { FuzzReport } from './fuzz-report';
import { fuzzedEndpoints } from './fuzzed-endpoint';
import { macForgeries } from './mac-forgeries';
import { oddEvents } from './odd-events';
import { runFuzz } from './run-fuzz';
import { valueForgeries } from './value-forgeries';

const bundle = join(__dirname, '..', '..', 'dist', 'lambda', 'verify', 'index.js');

describe('mutated requests to the verifiers of all providers', () => {
  let report: FuzzReport;

  beforeAll(async () => {
    report = await runFuzz({ requests: 2_500, seed: 20_261_121, bundle });
  });

  it('are accepted only if they are genuine, answered with 200, 401 or 503 without a body, stored as sent, and not logged', () => {
    expect(report.violations).toEqual([]);
    expect(report.requests).toBeGreaterThanOrEqual(2_500);
    expect(report.unchecked).toBeLessThan(report.requests / 100);
    expect(report.stored).toBeGreaterThan(200);
  });

  it('mostly have a proof that is right for something else', () => {
    expect(report.rightForgeries).toBeGreaterThan(report.requests / 2);
  });

  it('are of every kind', () => {
    const kinds = Object.keys(report.kinds['right-proof']).sort();

    expect(kinds).toEqual(
      [...new Set([...Object.keys(macForgeries), ...Object.keys(valueForgeries)])].sort(),
    );
    // A few kinds may not come up in some hundred odd events.
    const odd = Object.keys(report.kinds['odd-event']);
    expect(Object.keys(oddEvents)).toEqual(expect.arrayContaining(odd));
    expect(odd.length).toBeGreaterThan(Object.keys(oddEvents).length / 2);
    expect(Object.keys(report.kinds['no-proof']).length).toBe(8);
    expect(Object.keys(report.kinds.genuine)).toContain('with the new secret');
    expect(report.rotations).toBeGreaterThanOrEqual(2 * fuzzedEndpoints.length);
  });

  it('cause at most one read for each request, with two calls, or three attempts at one', () => {
    expect(report.secretReads).toBeLessThanOrEqual(3 * report.requests);
  });
});

it('the fuzz finds faults that are planted in the verifier', async () => {
  const faults = [
    'a comparison of the first eight bytes',
    'a MAC over the body written again',
    'a refusal by secrets that are not fresh',
  ];

  const findings = await findPlantedFaults(faults, { requests: 4_000, seed: 20_261_121 });

  expect(findings).toEqual(
    faults.map((fault) => ({
      fault,
      foundAt: expect.any(Number) as number,
      what: expect.stringContaining('answered') as string,
    })),
  );
});
