// Runs one reader in a thread: its packages are ES modules, which jest cannot import, and a reader may hang.
import { parentPort, workerData } from 'node:worker_threads';

// What readers print about damaged files is no output of a test.
Object.assign(console, { log: () => undefined, warn: () => undefined, error: () => undefined });

const program = import(`./programs/${workerData}.mjs`);

parentPort.on('message', async ({ id, method, pdf, scale }) => {
  try {
    const result = await (await program)[method](Buffer.from(pdf), scale);
    parentPort.postMessage({ id, result });
  } catch (error) {
    parentPort.postMessage({ id, failure: String(error?.message ?? error) });
  }
});
