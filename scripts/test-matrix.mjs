// Runs the whole fault matrix (test/local-aws/matrix): every fault at every call. `npm test` runs one fault for each call.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  'jest',
  [
    '--selectProjects',
    'local-aws',
    '--testPathPatterns',
    'test/local-aws/matrix.test',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, ESIGN_MATRIX: 'whole' } },
);
process.exit(status ?? 1);
