// The process of one run of `bench/first-request.mjs` and `bench/cold-webhook.mjs`: loads a build of the verifier, reports, and answers one request on demand.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';

// Valgrind makes all slower, but not the time limits: so the clock goes slower too.
const slower = Number(process.env.BENCH_SLOWER ?? 1);
const { setTimeout: setRealTimeout } = globalThis;
const realNow = Date.now;
const startedAt = realNow();
globalThis.setTimeout = (work, ms, ...given) => setRealTimeout(work, ms * slower, ...given);
Date.now = () => Math.floor(startedAt + (realNow() - startedAt) / slower);

const [folder, way] = process.argv.slice(2);
const { registeredUrls } = JSON.parse(process.env.PROVIDER_OPTIONS);
// Above the 1 MiB of a message in SQS, or as large as a usual webhook.
const body = JSON.stringify({ text: 'x'.repeat(way === 'spooled' ? 1_200_000 : 5_000) });
const mac = createHmac('sha256', process.env.BENCH_SECRET)
  .update(registeredUrls[0])
  .update(body)
  .digest('base64');
const event = {
  headers: { 'content-type': 'application/json', 'x-syngrafii-signature': mac },
  body,
  isBase64Encoded: false,
  requestContext: { requestId: 'one' },
};

const beforeLoad = performance.now();
const loaded = await import(join(folder, 'index.js'));
const { handler } = loaded.handler ? loaded : loaded.default;
process.send({ loadMs: performance.now() - beforeLoad });

await once(process, 'message');
const before = { ms: performance.now(), cpu: process.cpuUsage() };
const { statusCode } = await handler(event);
const milliseconds = ({ user, system }) => (user + system) / 1_000;
process.send({
  statusCode,
  requestMs: performance.now() - before.ms,
  requestCpuMs: milliseconds(process.cpuUsage(before.cpu)),
  wholeCpuMs: milliseconds(process.cpuUsage()),
});
await once(process, 'disconnect');
process.exit();
