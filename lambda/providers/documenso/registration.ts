import type { RegistrationGuide } from '../provider';

/** How to register an address as a webhook at Documenso. Source: Documenso docs, "Webhooks", setup, v2.17.0, checked 2026-11-21. */
export const documensoRegistration: RegistrationGuide = {
  title: 'Documenso',
  steps: [
    'As a manager of the team, in its settings > Webhooks, create a webhook with {address}.',
    'Choose all events.',
    'Paste the secret below into the field "Secret" of the webhook. Without this secret every webhook is refused.',
  ],
};
