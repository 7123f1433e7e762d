import type { RegistrationGuide } from '../provider';

/** How to register an address as an endpoint at iinked Sign. Source: "Setup webhooks" v4, checked 2026-11-21. */
export const iinkedSignRegistration: RegistrationGuide = {
  title: 'iinked Sign',
  steps: [
    'In Settings > Integrations > Endpoints add an endpoint with {address}, exactly as it is here: iinked Sign signs it together with the body.',
    'Put the secret that iinked Sign then shows into the secret below, as plain text.',
  ],
};
