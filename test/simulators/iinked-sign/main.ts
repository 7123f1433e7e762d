/**
 * Runs the simulator by hand: `tsx test/simulators/iinked-sign/main.ts [port]` starts one with an executed package and
 * prints how to call it. Ends with Ctrl-C.
 */
import { startIinkedSignSimulator } from './simulator';

async function main(): Promise<void> {
  const simulator = await startIinkedSignSimulator({ port: Number(process.argv[2] ?? 0) });
  const { packageId } = await simulator.addPackage();
  simulator.complete(packageId);
  const { apiKey, apiUrl } = simulator;
  process.stdout.write(`curl -H 'api_key: ${apiKey}' ${apiUrl}/packages/${packageId}/status\n`);
  process.once('SIGINT', () => void simulator.close());
}

void main();
