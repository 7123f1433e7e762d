import type { RegistrationGuide } from '../provider';

/** What to do with the address. */
export const kingsignRegistration: RegistrationGuide = { title: 'Kingsign', steps: ['Register {address}'] };
