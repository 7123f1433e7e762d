import { untilArchived, eventsWhenIdle, eventsAbout } from './harness/observe/envelope-events';
import { revoke } from './harness/change/role-policies';
import { readLogs } from './harness/observe/stack-logs';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

/** The name of a room's role. */
const roleOf = (room: 'Verif' | 'Publish' | 'Archiver') => sample().stack.find('AWS::IAM::Role', room);

/** How often a room's log says that it was not allowed to do something. */
async function denialsOf(room: string): Promise<number> {
  const lines = await readLogs(sample().clients);
  return lines.filter(({ group, message }) => group.includes(room) && message.includes('AccessDenied'))
    .length;
}

/** Revokes, does, waits for the denial, and restores. */
async function whileDenied(
  room: 'Publish' | 'Archiver',
  action: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await denialsOf(room);
  const restore = await revoke(sample().clients, roleOf(room), action);
  await work();
  const denied = async () => (await denialsOf(room)) > before;
  await waitFor(denied, { what: `${room} to be denied ${action}`, seconds: 30 });
  await restore();
}

// Each function runs as its own role and IAM is enforced: what passes here passes with these grants and no others.
describe('without a grant that it has, a function is denied, and nothing is lost:', () => {
  it('the verifier without its secret answers 503 and keeps nothing', async () => {
    const { clients, simulator, deliver } = sample();
    const { packageId } = await simulator.addPackage();
    const [added] = simulator.webhooksOf(packageId);
    const restore = await revoke(clients, roleOf('Verif'), 'secretsmanager:GetSecretValue');

    const denied = await deliver(endpoint, added!);
    await restore();
    const allowed = await deliver(endpoint, added!);

    expect([denied.status, allowed.status]).toEqual([503, 200]);
    expect(await eventsWhenIdle(sample(), packageId)).toHaveLength(1);
  });

  it('the verifier without the intake queue spools', async () => {
    const { clients, simulator, deliver, tap } = sample();
    const { packageId } = await simulator.addPackage();
    const restore = await revoke(clients, roleOf('Verif'), 'sqs:SendMessage');

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
