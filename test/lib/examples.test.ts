import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.ts'));
const outdir = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => {
  rmSync(outdir, { recursive: true });
});

test.each(examples)('the example %s synthesizes', (example) => {
  const folder = join(outdir, example);

  execFileSync('tsx', [join('examples', example)], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, CDK_OUTDIR: folder },
  });

  expect(readdirSync(folder).filter((name) => name.endsWith('.template.json'))).toHaveLength(1);
});
