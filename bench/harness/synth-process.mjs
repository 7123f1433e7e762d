// Synthesizes a stack with some endpoints in a process of its own, and reports the CPU time.
//
//   node synth-process.mjs <checkout> <endpoints: 0 for an empty stack, -1 for the package alone>
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [root, endpoints] = [process.argv[2], Number(process.argv[3])];
const require = createRequire(join(root, 'package.json'));
const outdir = mkdtempSync(join(tmpdir(), 'bench-synth-'));
const { App, Stack } = require('aws-cdk-lib');
const started = process.cpuUsage();
if (endpoints !== 0) {
  const { EsignProvider, EsignWebhooks } = require(join(root, 'dist', 'lib', 'index.js'));
  if (endpoints > 0) {
    const app = new App({ outdir });
    const providers = Array.from({ length: endpoints }, (_, n) =>
      EsignProvider.signPlus({ endpoint: `team-${n}` }),
    );
    new EsignWebhooks(new Stack(app, 'Bench'), 'Signing', { providers });
    app.synth();
  }
} else {
  const app = new App({ outdir });
  new Stack(app, 'Bench');
  app.synth();
}
const { user, system } = process.cpuUsage(started);
rmSync(outdir, { recursive: true });
process.send({ cpuMs: (user + system) / 1_000 });
