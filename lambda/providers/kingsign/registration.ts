import type { RegistrationGuide } from '../provider';

/**
 * How to register an address at Kingsign. An integration has one type only, so it takes two.
 *
 * Source: src/models/notification-integrations.model.ts of github.com/kingsland-innovation-center/kingsign-api
 * (2025-10-29), checked 2026-11-21.
 */
export const kingsignRegistration: RegistrationGuide = {
  title: 'Kingsign',
  steps: [
    'Add a notification integration with {address} and the type document.updated, enabled.',
    'Add a second one with the same address and the type document.completed, enabled: an integration has one type only.',
    'The end of the address is a secret token, the only proof that a webhook is genuine: show the address to nobody else.',
  ],
};
