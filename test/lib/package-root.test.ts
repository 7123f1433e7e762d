import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../lib/internal/package-root';
import { lambdaAsset } from '../../lib/internal/lambda-asset';

const folder = mkdtempSync(join(tmpdir(), 'package-root-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('the package is found from its sources and from its compiled files', () => {
  for (const inside of ['lib/internal', 'dist/lib/internal'])
    mkdirSync(join(folder, inside), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');

  expect(packageRoot(join(folder, 'lib', 'internal'))).toBe(folder);
  expect(packageRoot(join(folder, 'dist', 'lib', 'internal'))).toBe(folder);
});

test('fails by name where there is no package', () => {
  expect(() => packageRoot('/')).toThrow('no package.json above /');
});

test('fails by name where a room was not bundled, and says how to', () => {
  expect(() => lambdaAsset('archive', folder)).toThrow(/no bundle in .*archive; run "npm run bundle"/);
});
