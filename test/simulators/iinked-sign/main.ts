/**
 * The simulator by hand: `tsx test/simulators/iinked-sign/main.ts [port]` starts one with an executed package and
 * prints how to call it. Ends with Ctrl-C.
 */
import { startIinkedSignSimulator } from './simulator';

async function main(): Promise<void> {
  const simulator = await startIinkedSignSimulator({ port: Number(process.argv[2] ?? 0) });
  const { packageId } = await simulator.addPackage();
  simulator.complete(packageId);
  console.log(`curl -H 'api_key: ${simulator.apiKey}' ${simulator.apiUrl}/packages/${packageId}/status`);
  process.once('SIGINT', () => void simulator.close());
}

void main();
