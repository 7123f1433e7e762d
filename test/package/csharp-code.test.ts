import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packLanguages } from '../../scripts/languages/pack-languages';
import { run } from '../../scripts/languages/run';
import { root } from './packed';

const place = mkdtempSync(join(tmpdir(), 'csharp-code-'));
const program = readFileSync(join(root, 'examples', 'csharp', 'Program.cs'), 'utf8');

beforeAll(() => packLanguages(join(place, 'generated'), ['dotnet'], { isCodeOnly: true }));
afterAll(() => rmSync(place, { recursive: true, force: true }));

interface Checked {
  readonly files: number;
  readonly unreadable: readonly string[];
  readonly used: readonly string[];
  readonly missing: readonly string[];
}

/** Checks a program against the generated C#. It is a process of its own, because jest cannot load the grammar. */
function check(code: string): Checked {
  const file = join(place, 'Program.cs');
  writeFileSync(file, code);
  const tsx = join(root, 'node_modules', '.bin', 'tsx');
  const script = join('scripts', 'languages', 'check-csharp.ts');
  return JSON.parse(run(tsx, [script, join(place, 'generated'), file], { cwd: root })) as Checked;
}

test('a grammar of C# reads all generated files, and they have each member that the example uses', () => {
  const { files, unreadable, used, missing } = check(program);

  expect(files).toBeGreaterThan(30);
  expect(used).toEqual(
    expect.arrayContaining(['EsignProvider.Kingsign', 'KingsignProps.ApiUrl', 'EsignWebhooks.AddDashboard']),
  );
  expect({ unreadable, missing }).toEqual({ unreadable: [], missing: [] });
});

test('the check finds a member that is not there, and a file that is not C#', () => {
  const { missing } = check(program.replace('AlarmActions =', 'AlarmAction =').replace('AddDash', 'addDash'));
  const { unreadable } = check(program.replace('{', ''));

  expect(missing).toEqual(['EsignWebhooksProps.AlarmAction', 'EsignWebhooks.addDashboard']);
  expect(unreadable).toHaveLength(1);
});
