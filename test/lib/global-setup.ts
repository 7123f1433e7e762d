import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The constructs deploy what is bundled: bundle it anew before they are tested, unless the whole run just did. */
export default function bundleRooms(): void {
  if (process.env.ESIGN_WHOLE_RUN) return;
  execFileSync(process.execPath, [join(__dirname, '..', '..', 'scripts', 'bundle.mjs')], { stdio: 'pipe' });
}
