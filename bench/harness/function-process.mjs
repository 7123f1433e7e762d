// Loads the function in the file of the first argument, and runs it when a message asks for it. It answers with the CPU time of a run.
import { pathToFileURL } from 'node:url';

const loaded = await import(pathToFileURL(process.argv[2]).href);
const { handler } = loaded.handler ? loaded : loaded.default;
const context = { getRemainingTimeInMillis: () => 60_000 };

process.on('message', async ({ event, times }) => {
  const started = process.cpuUsage();
  for (let index = 0; index < times; index++) {
    const answer = await handler(event, context);
    if (answer.statusCode !== 200 && answer.batchItemFailures?.length !== 0)
      throw new Error(JSON.stringify(answer));
  }
  const { user, system } = process.cpuUsage(started);
  process.send({ cpuMicroseconds: (user + system) / times });
});
process.on('disconnect', () => process.exit());
process.send({});
