// Counts the calls for one envelope, and computes what a thousand of them cost: `npx --no-install tsx bench/envelope-cost.ts`.
// The calls are counted with the product's own stages, whose buckets, queues, bus and provider are in memory. The envelope is
// one of iinked Sign with two documents; it is complete at the first look. `docs/cost.md` has the result and the formula.
import { publishWebhook } from '../lambda/publish/publish-webhook';
import { publisherWorld } from '../test/lambda/publish/publisher-world';
import { verifiedWebhook } from '../test/lambda/publish/verified-webhook';
import { startIinkedSignSimulator } from '../test/simulators/iinked-sign/simulator';

/** Returns how often each call was made. */
const tally = (calls: readonly string[]) =>
  Object.fromEntries([...new Set(calls)].map((name) => [name, calls.filter((call) => call === name).length]));

async function main(): Promise<void> {
  // The world removes its files after jest's tests. Here the process ends.
  Object.assign(globalThis, { afterAll: () => undefined });
  const { archiveJob, archiverWorld, oneCac } = await import('../test/lambda/archive/archiver-world.js');
  const publisher = publisherWorld();
  await publishWebhook(publisher.deps, verifiedWebhook(Buffer.from('{"action":"package_add"}')));
  console.log('publish, for each webhook', tally(publisher.calls));
  const simulator = await startIinkedSignSimulator();
  const archiver = archiverWorld(simulator);
  const { packageId } = await simulator.addPackage(oneCac);
  simulator.complete(packageId);
  await archiver.run(archiveJob(packageId));
  console.log('archive, for each envelope', tally(archiver.calls));
  await simulator.close();
}

void main();
