import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { receiveAndDelete } from './harness/observe/event-tap';
import { eventsWhenIdle } from './harness/observe/envelope-events';
import { reportHarnessChange } from './harness/change/harness-change';
import { setMaxReceiveCount } from './harness/observe/queues';
import { useSample } from './harness/sample/use-sample';
import { waitFor } from './harness/observe/wait-for';

const endpoint = 'iinked-sign';
const sample = useSample({ endpoints: [endpoint] });

describe('a message that nobody can read', () => {
  it('ends in the intake dead-letter queue, and delays no other message', async () => {
    const { clients, stack, simulator, deliver } = sample();
    const intake = stack.queueUrls.find((url) => url.includes('Intake') && !url.includes('DeadLetter'))!;
    const deadLetters = stack.queueUrls.find((url) => url.includes('Intake') && url.includes('DeadLetter'))!;
    reportHarnessChange('maxReceiveCount 2 on the intake queue');
    await setMaxReceiveCount(clients, intake, 2);
    const { packageId } = await simulator.addPackage();
    const webhooks = simulator.webhooksOf(packageId).slice(0, 5);

    for (const webhook of webhooks) {
      await clients.sqs.send(
        new SendMessageCommand({ QueueUrl: intake, MessageBody: `poison for ${webhook.eventId}` }),
      );
      await deliver(endpoint, webhook);
    }

    await sample().tap.until((events) => events.length === webhooks.length, {
      what: 'the events of the others',
      seconds: 60,
    });
    const dead: string[] = [];
    const allDead = async () => {
      dead.push(...(await receiveAndDelete(clients, deadLetters)));
      return dead.length === webhooks.length;
    };
    await waitFor(allDead, { what: 'the poison in the dead-letter queue', seconds: 90 });
    expect(dead.sort()).toEqual(webhooks.map(({ eventId }) => `poison for ${eventId}`).sort());
    expect(await eventsWhenIdle(sample(), packageId)).toHaveLength(webhooks.length);
  });
});
