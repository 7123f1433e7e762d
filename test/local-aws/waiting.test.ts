import { faultOf, type Fault } from '../simulators/kit/faults';
import type { RouteName } from '../simulators/iinked-sign/routes';
import type { SimulatedPackage } from '../simulators/iinked-sign/simulated-package';
import { listKeys } from './harness/observe/archive-bucket';
import { eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

/** The archiver's first delay is at most 15 s. The next attempt succeeds. */
const timeoutSeconds = 45;

/** The fault of the archiver's first attempt. */
const firstFaults: readonly (readonly [string, RouteName, Fault | undefined])[] = [
  ['the package is not executed yet', 'status', undefined],
  ['the API key is refused', 'status', faultOf.unauthorized],
  ['the API does not know the package', 'status', faultOf.notFound],
  ['an executed PDF is not there yet', 'executed', faultOf.notFound],
  ['the MasterFile breaks off', 'master-file', faultOf.cutOff('content-length')],
  ['a sign-in page comes instead of a PDF', 'executed', faultOf.html],
  ['the API is too busy', 'cac', faultOf.rateLimited('1')],
];

describe('the archiver', () => {
  const packages = new Map<string, SimulatedPackage>();
  const archivedAtFirst = new Map<string, boolean>();
  let askedTooEarly: readonly unknown[];

  // The envelopes get their fault one after the other, and then wait at the same time.
  beforeAll(async () => {
    for (const [name, route, fault] of firstFaults) {
      const { packageId, met } = await waitForFirstFault(name, route, fault);
      expect(met).toBe(true);
      archivedAtFirst.set(name, await isArchived(packageId));
    }
    const { simulator } = sample();
    const [[, tooEarly]] = [...packages] as [[string, SimulatedPackage]];
    askedTooEarly = simulator.requests
      .filter(({ path }) => path.includes(tooEarly.packageId))
      .map(({ route }) => route);
    for (const { packageId } of packages.values()) simulator.complete(packageId);
  });

  it('does not ask for the files of a package that is not executed', () => {
    expect(new Set(askedTooEarly)).toEqual(new Set(['status']));
  });

  async function waitForFirstFault(name: string, route: RouteName, fault: Fault | undefined) {
    const { simulator, deliver } = sample();
    const one = await simulator.addPackage();
    packages.set(name, one);
    const seen = simulator.requests.length;
    const fired = simulator.faults.fired(route);
    if (fault) {
      simulator.complete(one.packageId);
      simulator.faults.set(route, fault, { times: 1 });
    }
    await deliver(endpoint, simulator.webhooksOf(one.packageId).at(-1)!);
    const met = () =>
      fault
        ? simulator.faults.fired(route) > fired
        : simulator.requests.slice(seen).some((request) => request.route === route);
    await waitFor(met, { what: `the archiver to find that ${name}`, seconds: 30 });
    return { packageId: one.packageId, met: met() };
  }

  async function isArchived(packageId: string): Promise<boolean> {
    const { clients, stack } = sample();
    const keys = await listKeys(clients, stack.archiveBucket, `documents/${endpoint}/${packageId}/`);
    return keys.some((key) => key.endsWith('manifest.json'));
  }

  it.each(firstFaults.map(([name]) => name))('waits and then archives when %s', async (name) => {
    const { packageId } = packages.get(name)!;

    const { archive } = await untilArchived(sample(), packageId, timeoutSeconds);

    expect(archivedAtFirst.get(name)).toBe(false);
    expect(archive?.files).toHaveLength(5);
    const { clients, stack } = sample();
    expect(await listKeys(clients, stack.archiveBucket, `documents/${endpoint}/${packageId}/`)).toHaveLength(
      6,
    );
    const events = await eventsWhenIdle(sample(), packageId);
    expect(events.map(({ type }) => type).sort()).toEqual(['envelope.archived', 'envelope.completed']);
  });
});
