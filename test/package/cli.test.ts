import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './packed';

const built = join(root, 'dist', 'cli', 'index.js');
const command = join(root, 'bin', 'cdk-esign-webhooks.js');
const { version, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  bin: Record<string, string>;
};

/** Runs the built command line in its own process, without settings, credentials or access to AWS. */
function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    env: { HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  return { status, stdout, stderr };
}

test('the package names the command, which is an executable file', () => {
  expect(bin).toEqual({ 'cdk-esign-webhooks': 'bin/cdk-esign-webhooks.js' });
  expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(statSync(command).mode & 0o111).toBe(0o111);
  expect(execFileSync(command, ['--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
});

test.each([
  [['--version'], `${version}\n`],
  [['--help'], 'addresses [options]'],
  [['--help'], 'set-secret [options]'],
  [['--help'], 'doctor [options]'],
  [['--help'], 'dead-letters [options]'],
  [['--help'], 'redrive [options]'],
  [['--help'], 'archive [options]'],
  [['--help'], 'revoke [options]'],
  [['--help'], 'rotate [options]'],
  [['addresses', '--help'], '--stack <name>'],
  [['redrive', '--help'], '--dry-run'],
  [['render', '--help'], '<folder>'],
])('%j is answered on stdout with exit code 0', (args, answer) => {
  expect(run(...args)).toEqual({ status: 0, stdout: expect.stringContaining(answer) as string, stderr: '' });
});

test.each([
  [[], 'Usage: cdk-esign-webhooks'],
  [['adresses'], "unknown command 'adresses'"],
  [['addresses'], "required option '--stack <name>' not specified"],
  [['addresses', '--stack', 'X', '--token'], "unknown option '--token'"],
  [['addresses', '--stack', 'X', 'Y'], 'too many arguments'],
  [['redrive', '--stack', 'X', '--queue', 'spool'], 'Allowed choices are intake, archive'],
  [['redrive', '--stack', 'X', '--settle', 'soon'], 'It must be a whole number'],
  [['dead-letters', '--stack', 'X', '--limit', '-1'], 'It must be a whole number'],
  [['archive', '--stack', 'X', '--endpoint', 'e'], "required option '--envelope <id>' not specified"],
  [['doctor'], "required option '--stack <name>' not specified"],
  [['doctor', '--stack', 'X', '--for', 'soon'], 'It must be a whole number'],
  [['revoke', '--stack', 'X'], "required option '--endpoint <name>' not specified"],
  [['set-secret', '--stack', 'X'], "required option '--endpoint <name>' not specified"],
  [['rotate', '--stack', 'X'], "required option '--endpoint <name>' not specified"],
  [['render'], "missing required argument 'folder'"],
])('%j has wrong arguments: exit code 2', (args, message) => {
  expect(run(...args)).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining(message) as string,
  });
});

test.each([
  [['--stack', 'X'], 'Could not read the stack "X": no AWS region is set: give --region.\n'],
  [
    ['--stack', 'X', '--region', 'eu-west-1'],
    'Could not read the stack "X": no AWS credentials were found: sign in, or give --profile. Asked: region eu-west-1.\n',
  ],
  [
    ['--stack', 'X', '--region', 'eu-west-1', '--profile', 'none'],
    'Could not read the stack "X": no AWS credentials were found: sign in, or give --profile. Asked: region eu-west-1, profile none.\n',
  ],
])('addresses %j fails in one line that says what to do', (args, line) => {
  expect(run('addresses', ...args)).toEqual({ status: 1, stdout: '', stderr: line });
});

test.each([
  ['dead-letters'],
  ['redrive'],
  ['archive', '--endpoint', 'e', '--envelope', 'x'],
  ['revoke', '--endpoint', 'e'],
  ['rotate', '--endpoint', 'e'],
  ['set-secret', '--endpoint', 'e'],
])('%s fails in one line that says what to do', (...command) => {
  expect(run(...command, '--stack', 'X')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'Could not read the stack "X": no AWS region is set: give --region.\n',
  });
});

test('an invalid envelope id is refused before any call', () => {
  expect(run('archive', '--stack', 'X', '--endpoint', 'e', '--envelope', '../x')).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('The envelope id is not valid') as string,
  });
});

test('render finds the shipped fonts, and says which file is missing', () => {
  expect(run('render', '/nowhere/bundle')).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('There is no manifest.json in /nowhere/bundle') as string,
  });
});

test.each([
  [['render', '/nowhere/\u001b[2Jgone'], 'in /nowhere/\\u001b[2Jgone: give a copy'],
  [['render\u202e\u009b2J'], "unknown command 'render\\u202e\\u009b2J'"],
])('%j: no message can change the terminal', (args, message) => {
  expect(run(...args).stderr).toContain(message);
});

test('the command line contains neither a function nor a provider’s API', () => {
  expect(readFileSync(built, 'utf8')).not.toMatch(/executed\.pdf/);
});
