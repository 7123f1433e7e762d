// Every fault at every call (test/local-aws/matrix): `npm test` plays one fault at each call only.
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
