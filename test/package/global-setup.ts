import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds the package. A whole run (`npm test`) has just built it. */
export default function build(): void {
  if (process.env.ESIGN_WHOLE_RUN) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: join(__dirname, '..', '..'), stdio: 'pipe' });
}
