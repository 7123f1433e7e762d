import type { RegistrationGuide } from '../provider';

/** What to do with the address. */
export const documensoRegistration: RegistrationGuide = { title: 'Documenso', steps: ['Register {address}'] };
