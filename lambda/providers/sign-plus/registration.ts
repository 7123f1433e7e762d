import type { RegistrationGuide } from '../provider';

/** What to do with the address. */
export const signPlusRegistration: RegistrationGuide = { title: 'SignPlus', steps: ['Register {address}'] };
