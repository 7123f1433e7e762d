import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds the Lambda assets that the constructs deploy. A whole run (`npm test`) has just built them. */
export default function buildLambdaAssets(): void {
  if (process.env.ESIGN_WHOLE_RUN) return;
  execFileSync(process.execPath, [join(__dirname, '..', '..', 'scripts', 'bundle.mjs')], { stdio: 'pipe' });
}
