import { untilArchived, eventsWhenIdle, eventsAbout } from './harness/observe/envelope-events';
import { revokeAction } from './harness/change/role-policies';
import { readLogs } from './harness/observe/stack-logs';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

/** Finds the name of a function's role. */
const roleOf = (name: 'Verif' | 'Publish' | 'Archiver') => sample().stack.find('AWS::IAM::Role', name);

/** Counts the denied calls in a function's log. */
async function countDenials(name: string): Promise<number> {
  const lines = await readLogs(sample().clients);
  return lines.filter(({ group, message }) => group.includes(name) && message.includes('AccessDenied'))
    .length;
}

/** Revokes an action, runs the work, waits for the denial, and restores the action. */
async function whileDenied(
  name: 'Publish' | 'Archiver',
  action: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await countDenials(name);
  const restore = await revokeAction(sample().clients, roleOf(name), action);
  await work();
  const denied = async () => (await countDenials(name)) > before;
  await waitFor(denied, { what: `${name} to be denied ${action}`, seconds: 30 });
  await restore();
}

// Each function has its own role, and IAM is enforced: tests that pass here pass with exactly these grants.
describe('a function without one of its grants is denied, and nothing is lost:', () => {
  it('the verifier without its secret answers 503 and stores nothing', async () => {
    const { clients, simulator, deliver } = sample();
    const { packageId } = await simulator.addPackage();
    const [added] = simulator.webhooksOf(packageId);
    const restore = await revokeAction(clients, roleOf('Verif'), 'secretsmanager:GetSecretValue');

    const denied = await deliver(endpoint, added!);
    await restore();
    const allowed = await deliver(endpoint, added!);

    expect([denied.status, allowed.status]).toEqual([503, 200]);
    expect(await eventsWhenIdle(sample(), packageId)).toHaveLength(1);
  });

  it('the verifier without the intake queue uses the spool', async () => {
    const { clients, simulator, deliver, tap } = sample();
    const { packageId } = await simulator.addPackage();
    const restore = await revokeAction(clients, roleOf('Verif'), 'sqs:SendMessage');

    const answer = await deliver(endpoint, simulator.webhooksOf(packageId)[0]!);
    await restore();

    expect(answer.status).toBe(200);
    await tap.until((events) => eventsAbout(events, packageId).length === 1, {
      what: 'the event of the spooled webhook',
    });
    const lines = await readLogs(clients);
    expect(lines.filter(({ message }) => /"outcome":"spooled".*AccessDenied/.test(message))).toHaveLength(1);
  });

  it.each(['events:PutEvents', 's3:PutObject'])('the publisher without %s tries again', async (action) => {
    const { simulator, deliver, tap } = sample();
    const { packageId } = await simulator.addPackage();

    await whileDenied('Publish', action, () => deliver(endpoint, simulator.webhooksOf(packageId)[0]!));
    const atFirst = eventsAbout(await tap.read(), packageId);
    await tap.until((events) => eventsAbout(events, packageId).length === 1, {
      what: 'the event',
      seconds: 45,
    });

    expect(atFirst).toEqual([]);
    expect(await eventsWhenIdle(sample(), packageId)).toHaveLength(1);
  });

  it.each(['secretsmanager:GetSecretValue', 's3:PutObject'])(
    'the archiver without %s tries again',
    async (action) => {
      const { simulator, deliver, tap } = sample();
      const { packageId } = await simulator.addPackage();
      simulator.complete(packageId);

      await whileDenied('Archiver', action, () => deliver(endpoint, simulator.webhooksOf(packageId).at(-1)!));
      const atFirst = eventsAbout(await tap.read(), packageId, 'envelope.archived');
      const { archive } = await untilArchived(sample(), packageId, 45);

      expect(atFirst).toEqual([]);
      expect(archive?.fileCount).toBe(5);
    },
  );
});
