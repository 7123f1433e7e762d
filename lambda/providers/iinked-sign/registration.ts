import type { RegistrationGuide } from '../provider';

/** How to register an address as an endpoint at iinked Sign. Source: "Setup webhooks" v4, checked 2026-11-21. */
export const iinkedSignRegistration: RegistrationGuide = {
  title: 'iinked Sign',
  steps: [
    'In Settings > Integrations > Endpoints add an endpoint with {address}, letter for letter: it is part of what is signed.',
    'Put the secret that iinked Sign then shows into the secret below, as plain text.',
  ],
};
