import { logMessages } from '../../../lambda/contracts/log-messages';

test('log messages stay as they are: commands search for them, also in logs of stacks that were deployed before', () => {
  expect(logMessages).toEqual({
    eventPublished: 'event published',
    eventSeenBefore: 'event seen before',
    eventNotPublished: 'event not published yet',
    bundleArchived: 'bundle archived',
    bundleWasThere: 'bundle was archived before',
    archivingGivenUp: 'archiving given up',
    archivingHasToWait: 'archiving has to wait',
    messageFailed: 'message failed',
    archivingOrdered: 'archiving ordered',
    passHasToWait: 'a pass has to wait',
    passGoesOn: 'pass goes on',
    passEnded: 'pass ended',
    accessChecked: 'access checked',
  });
});
