// Runs the built verifier in a thread with its own environment and output, as Lambda does in a process.
const { parentPort, workerData } = require('node:worker_threads');
const { handler } = require(workerData.bundle);

parentPort.on('message', async ({ id, event }) => {
  try {
    parentPort.postMessage({ id, answer: JSON.stringify(await handler(JSON.parse(event))) });
  } catch (error) {
    parentPort.postMessage({ id, thrown: String(error) });
  }
});
