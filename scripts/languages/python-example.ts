import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { synthEnvironment } from './example-template';
import type { Example } from './example';
import { projectRoot } from './pack-languages';
import { run } from './run';

/** Installs the wheel into a virtual environment, with the example's other requirements. */
export const pythonExample: Example = {
  language: 'python',
  build({ packages, folder }) {
    cpSync(join(projectRoot, 'examples', 'python'), folder, { recursive: true });
    const wheel = readdirSync(join(packages, 'python')).find((name) => name.endsWith('.whl')) ?? 'no wheel';
    run('python3', ['-m', 'venv', '.venv'], { cwd: folder });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    run(python(folder), [...pip, join(packages, 'python', wheel), '-r', 'requirements.txt'], {
      cwd: folder,
    });
  },
  synth: ({ folder, outdir }) =>
    run(python(folder), ['app.py'], { cwd: folder, env: synthEnvironment(outdir) }),
};

/** Returns the Python of the example's virtual environment. */
export const python = (folder: string): string => join(folder, '.venv', 'bin', 'python');
