import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What is packed is built anew first, unless the whole run just did. */
export default function build(): void {
  if (process.env.ESIGN_WHOLE_RUN) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: join(__dirname, '..', '..'), stdio: 'pipe' });
}
