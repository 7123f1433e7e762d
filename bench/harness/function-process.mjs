// Loads the function in the file of the first argument, and runs it when a message asks for it. It answers with the times of the run.
import { pathToFileURL } from 'node:url';

// Valgrind makes all slower, but not the time limits: so the clock goes slower too.
const slower = Number(process.env.BENCH_SLOWER ?? 1);
const { setTimeout: setRealTimeout } = globalThis;
const realNow = Date.now;
const startedAt = realNow();
if (slower > 1) {
  globalThis.setTimeout = (work, ms, ...given) => setRealTimeout(work, ms * slower, ...given);
  Date.now = () => Math.floor(startedAt + (realNow() - startedAt) / slower);
}

const loaded = await import(pathToFileURL(process.argv[2]).href);
const { handler } = loaded.handler ? loaded : loaded.default;
const context = { getRemainingTimeInMillis: () => 60_000 };
const microseconds = ({ user, system }) => user + system;

process.on('message', async ({ event, times }) => {
  const started = { cpu: process.cpuUsage(), at: performance.now() };
  for (let index = 0; index < times; index++) {
    const answer = await handler(event, context);
    if (answer.statusCode !== 200 && answer.batchItemFailures?.length !== 0)
      throw new Error(JSON.stringify(answer));
  }
  process.send({
    cpuMicroseconds: microseconds(process.cpuUsage(started.cpu)) / times,
    wallMs: (performance.now() - started.at) / times,
    cpuMsSinceStart: microseconds(process.cpuUsage()) / 1_000,
  });
});
process.on('disconnect', () => process.exit());
process.send({});
