// Runs the built verifier in a thread with its own environment and output, as Lambda does in a process.
const { parentPort, workerData } = require('node:worker_threads');
const { pathToFileURL } = require('node:url');

const loaded = import(pathToFileURL(workerData.bundle).href);

parentPort.on('message', async ({ id, event }) => {
  try {
    const { handler } = await loaded;
    parentPort.postMessage({ id, answer: JSON.stringify(await handler(JSON.parse(event))) });
  } catch (error) {
    parentPort.postMessage({ id, thrown: String(error) });
  }
});
