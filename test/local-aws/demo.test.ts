import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './harness/project-root';
import { waitFor } from './harness/observe/wait-for';

const shipped = join(projectRoot, 'dist', 'lambda');
let folder: string;

/** Changes one byte in the middle of each downloaded PDF: size and digest in the manifest still fit the stored file. */
const alterDownloads = `
  const { fetch: honest } = globalThis;
  globalThis.fetch = async (...args) => {
    const answer = await honest(...args);
    if (answer.headers.get('content-type') !== 'application/pdf') return answer;
    const bytes = Buffer.from(await answer.arrayBuffer());
    bytes[bytes.length >> 1] ^= 1;
    return new Response(bytes, { status: answer.status, headers: answer.headers });
  }`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the demo as a process. Its children inherit our folder in `TMPDIR`: that marks the processes of this run. */
function startDemo(...args: readonly string[]) {
  const demo = spawn(process.execPath, ['--import', 'tsx', 'demo/demo.ts', ...args], {
    cwd: projectRoot,
    env: { ...process.env, TMPDIR: folder },
  });
  let output = '';
  for (const stream of [demo.stdout, demo.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    kill: (signal: NodeJS.Signals) => demo.kill(signal),
    output: () => output,
    ended: once(demo, 'exit').then(([code]) => code as number),
    until: (text: string) =>
      waitFor(() => output.includes(text), {
        what: `the demo to print "${text}"`,
        seconds: 90,
        progress: () => output.length,
      }),
  };
}

/** The processes of this demo run that still exist: each has our folder in its command line or its environment. */
async function leftovers(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  )) {
    const read = (file: string) => readFile(join('/proc', pid, file), 'utf8').catch(() => '');
    const [command, environment] = [await read('cmdline'), await read('environ')];
    if (`${command}${environment}`.includes(folder)) found.push(command.replaceAll('\0', ' '));
  }
  return found;
}

/** The files that this demo run has left in its temporary folder. tsx has its own cache there. */
const ownFiles = async () => (await readdir(folder)).filter((name) => name.startsWith('local-aws-'));

/** The shipped Lambda assets; in one function, a line of sabotage runs first. */
function sabotaged(functionName: string, sabotage: string): string {
  const assets = join(folder, 'assets');
  cpSync(shipped, assets, { recursive: true });
  const file = join(assets, functionName, 'index.js');
  writeFileSync(file, `${sabotage};\n${readFileSync(file, 'utf8')}`);
  return assets;
}

it('prints the webhooks, events and archived files of an envelope for each provider, and cleans up', async () => {
  const demo = startDemo('--bundles', shipped);

  const code = await demo.ended;

  expect(demo.output()).toMatch(/Everything is as expected\.\n.*Stop everything and clean up/);
  expect(demo.output()).toMatch(
    /differs from AWS in these points:\n(?: {12}.*\n)+\nNext: .*\n {2}npm run demo -- --keep\n/,
  );
  expect(
    demo
      .output()
      .split('\n')
      .filter((line) => line.length > 100),
  ).toEqual([]);
  expect(demo.output().match(/sha256 [0-9a-f]{16}… {2}same bytes/g)?.length).toBeGreaterThanOrEqual(8);
  expect(demo.output().match(/forged +401/g)).toHaveLength(4);
  expect(demo.output().match(/envelope\.archived +id/g)).toHaveLength(4);
  expect(code).toBe(0);
  expect(await leftovers()).toEqual([]);
  expect(await ownFiles()).toEqual([]);
});

/** Compares secrets with this function from now on. The verifier is a module: it sees the change after the call at the end. */
const comparing = (compare: string) =>
  [
    "import sabotagedCrypto from 'node:crypto'",
    "import { syncBuiltinESMExports } from 'node:module'",
    `sabotagedCrypto.timingSafeEqual = ${compare}`,
    'syncBuiltinESMExports()',
  ].join(';\n');

// Each of these answers, stores and publishes: only a check of the contents sees the fault.
it.each([
  [
    'an archiver that alters a byte',
    'archive',
    alterDownloads,
    /\.pdf has other bytes than the provider served/,
  ],
  [
    'an archiver that does nothing',
    'archive',
    'throw new Error("sabotage")',
    /waited .* for envelope\.archived/,
  ],
  ['a verifier that accepts everything', 'verify', comparing('() => true'), /forged .*got \{"status":200/],
  ['a verifier that refuses everything', 'verify', comparing('() => false'), /answer to .*"status":401/],
])('fails because of %s, and prints the reason', async (_, functionName, sabotage, reason) => {
  const demo = startDemo('--patience', '30', '--bundles', sabotaged(functionName, sabotage));

  const code = await demo.ended;

  expect(demo.output()).toMatch(/\nFailed: /);
  expect(demo.output().slice(demo.output().indexOf('\nFailed: '))).toMatch(reason);
  expect(code).toBe(1);
  expect(await leftovers()).toEqual([]);
});

describe('Ctrl-C', () => {
  it.each([
    ['while the local AWS starts', '… Start a local AWS'],
    ['while the sample app is deployed', '… Deploy it with the CDK CLI'],
    ['while webhooks are being delivered', 'POST package_add'],
  ])('%s leaves no process and no file', async (_, moment) => {
    const demo = startDemo('--bundles', shipped);
    await demo.until(moment);

    demo.kill('SIGINT');
    const code = await demo.ended;

    expect(code).toBe(130);
    expect(demo.output()).toContain('Stopped and cleaned up.');
    expect(await leftovers()).toEqual([]);
    expect(await ownFiles()).toEqual([]);
  });

  it('is not needed: SIGKILL leaves no process either', async () => {
    const demo = startDemo('--bundles', shipped);
    await demo.until('POST package_add');

    demo.kill('SIGKILL');
    await demo.ended;

    await waitFor(async () => (await leftovers()).length === 0, {
      what: 'all processes to end',
      seconds: 60,
    });
  });
});

/** Runs a pasted command, as a new shell does that has the environment which the demo prints. */
async function paste(command: string, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const shell = spawn('sh', ['-c', command], { cwd: projectRoot, env: { ...process.env, ...environment } });
  let answer = '';
  for (const stream of [shell.stdout, shell.stderr])
    stream.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(shell, 'close');
  return answer;
}

it('--keep stays up until Ctrl-C, and prints commands that work', async () => {
  const demo = startDemo('--keep', '--bundles', shipped);
  await demo.until('stays up until you press Ctrl-C');
  const lines = (start: string) =>
    demo
      .output()
      .split('\n')
      .flatMap((line) => (line.startsWith(`  ${start} `) ? [line.trim()] : []));
  const environment = Object.fromEntries(
    lines('export').map((line) => line.slice('export '.length).split('=', 2) as [string, string]),
  );

  const answers: string[] = [];
  for (const command of lines('curl')) answers.push(await paste(command));
  for (const command of lines('npx')) answers.push(await paste(command, environment));
  demo.kill('SIGINT');

  expect(await demo.ended).toBe(0);
  expect(answers).toEqual([
    ...['iinked-sign', 'sign-plus', 'documenso', 'kingsign'].map(() => 'HTTP status 200\n'),
    expect.stringContaining('manifest.json'),
    expect.stringContaining('bundle archived'),
    expect.stringContaining('AWS::Lambda::Function'),
    expect.stringContaining('.execute-api.localhost'),
    expect.stringContaining('nothing'),
  ]);
  expect(demo.output()).not.toMatch(/^ *#/m);
  expect(await leftovers()).toEqual([]);
  expect(await ownFiles()).toEqual([]);
});

it('says in one line what is wrong with its options', async () => {
  const demo = startDemo('#', 'deploys');

  expect(await demo.ended).toBe(1);
  expect(demo.output()).toMatch(/^\nFailed: Unexpected argument '#'.*\n$/);
});
