import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVenv, PythonUnusable } from './harness/emulator/python-venv';

let folder: string;
let requirements: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venv test '));
  requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, '# nothing at all\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes one environment, also for two callers at the same time', async () => {
  const [one, other] = await Promise.all([
    ensureVenv({ folder, requirements }),
    ensureVenv({ folder, requirements }),
  ]);
  const again = await ensureVenv({ folder, requirements, python: 'no-such-python' });

  expect(new Set([one, other, again]).size).toBe(1);
  expect(existsSync(join(one, 'python'))).toBe(true);
  // The link and its environment are left. The second environment was removed.
  expect(readdirSync(folder).filter((name) => name.startsWith('venv-'))).toHaveLength(2);
});

it('makes another one for other requirements', async () => {
  const before = await ensureVenv({ folder, requirements });
  writeFileSync(requirements, '# nothing else\n');

  const after = await ensureVenv({ folder, requirements });

  expect(after).not.toBe(before);
});

it.each([
  [
    'Python is missing',
    'no-such-python',
    '# nothing\n',
    /Python 3\.10 or newer, with its venv module, is needed as no-such-python/,
  ],
  ['Python is too old or has no venv', 'false', '# nothing\n', /Python 3\.10 or newer/],
  [
    'a requirement cannot be installed',
    'python3',
    './no-such-package\n',
    /pip could not install .*no-such-package/s,
  ],
])('fails with a clear message if %s, and leaves no partial environment', async (_, python, text, reason) => {
  writeFileSync(requirements, text);

  const failed = ensureVenv({ folder, requirements, python });

  await expect(failed).rejects.toThrow(PythonUnusable);
  await expect(failed).rejects.toThrow(reason);
  expect(readdirSync(folder)).toEqual(['requirements.txt']);
});
