// Downloads a file to the disk and hashes it, in a process of its own, and reports the CPU time and the peak of its memory.
//
//   node download-process.mjs <bundle with `download`, or "bare"> <address> <folder>
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [bundle, address, folder] = process.argv.slice(2);
const download = bundle === 'bare' ? bareFetch : (await import(pathToFileURL(bundle).href)).download;
const started = process.cpuUsage();
await download(address, folder);
const { user, system } = process.cpuUsage(started);
process.send({ cpuMs: (user + system) / 1_000, peakMb: process.resourceUsage().maxRSS / 1_024 });

/** The anchor: what anybody would write. */
async function bareFetch() {
  const file = await open(join(folder, 'bare'), 'w');
  const hash = createHash('sha256');
  const { body } = await fetch(address);
  for await (const chunk of body) {
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  hash.digest('hex');
  await file.close();
}
