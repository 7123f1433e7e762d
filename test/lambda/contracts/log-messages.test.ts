import { logMessages } from '../../../lambda/contracts/log-messages';

test('log messages stay as they are: commands search for them, also in logs of stacks that were deployed before', () => {
  expect(logMessages).toEqual({
    bundleArchived: 'bundle archived',
    archivingGivenUp: 'archiving given up',
    archivingHasToWait: 'archiving has to wait',
    messageFailed: 'message failed',
  });
});
