/** The log messages that the command line searches the functions' logs for. It also reads logs of versions deployed before. */
export const logMessages = {
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
} as const;
