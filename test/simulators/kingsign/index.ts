import type { ProviderSimulator } from '../kit/provider-simulator';
import { startKingsignSimulator } from './simulator';

/** Starts a simulated Kingsign. */
export const start = (): Promise<ProviderSimulator> => startKingsignSimulator();
