import { untilArchived } from './harness/observe/envelope-events';
import { useSample } from './harness/sample/use-sample';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

it('asks again after a minute for a missing CAC, then archives the other files', async () => {
  const { simulator, deliver } = sample();
  const { packageId } = await simulator.addPackage({ documents: [{ name: 'Lease' }] });
  simulator.complete(packageId);

  await deliver(endpoint, simulator.webhooksOf(packageId).at(-1)!);
  const { archive } = await untilArchived(sample(), packageId, 100);

  expect(archive?.files?.map(({ role }) => role)).toEqual(['executed', 'master-file']);
  expect(simulator.requests.filter(({ route }) => route === 'cac')).toHaveLength(2);
  expect(simulator.requests.filter(({ route }) => route === 'executed')).toHaveLength(1);
});
