import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lambdaAsset, packageRoot } from '../../lib/internal/lambda-asset';

const folder = mkdtempSync(join(tmpdir(), 'lambda-asset-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('the package root is found from sources and from compiled files', () => {
  for (const inside of ['lib/internal', 'dist/lib/internal'])
    mkdirSync(join(folder, inside), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');

  expect(packageRoot(join(folder, 'lib', 'internal'))).toBe(folder);
  expect(packageRoot(join(folder, 'dist', 'lib', 'internal'))).toBe(folder);
});

test('throws if there is no package', () => {
  expect(() => packageRoot('/')).toThrow('no package.json above /');
});

test('throws if a Lambda asset was not built, and names the command that builds it', () => {
  expect(() => lambdaAsset('archive', folder)).toThrow(/no Lambda asset in .*archive; run "npm run bundle"/);
});
