import { globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeConsumer, run } from './consumer';
import { pack, root } from './packed';

const { tarball } = pack();
const consumers: string[] = [];
afterAll(() => {
  for (const folder of [...consumers, dirname(tarball)]) rmSync(folder, { recursive: true, force: true });
});

const { version, devDependencies, peerDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as {
  version: string;
  devDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const peers = ['aws-cdk-lib', 'constructs'];
const versions = (pick: (peer: string) => string) =>
  Object.fromEntries(peers.map((peer) => [peer, pick(peer)]));

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** Returns the paths of constructs with unacknowledged findings of cdk-nag. Older CDKs have another file name. */
function findings(folder: string): string[] {
  const [path = ''] = globSync('cdk.out/*validation-report.json', { cwd: folder });
  const { pluginReports } = JSON.parse(readFileSync(join(folder, path), 'utf8')) as Report;
  return pluginReports
    .flatMap(({ violations }) => violations)
    .filter(({ ruleName }) => ruleName.startsWith('AwsSolutions-'))
    .flatMap(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }) => constructPath));
}

/** Node as a package: its binary for this machine, without the link in `.bin` that would hide our own. */
const nodePackage = `node-${process.platform}-${process.arch}`;

test.each([
  {
    which: 'the newest peers, TypeScript 7 and Node 24',
    peers: versions((peer) => devDependencies[peer]!),
    tools: { typescript: '7.0.2', [nodePackage]: devDependencies['node']! },
  },
  {
    which: 'the lowest peers, TypeScript 5.9 and Node 20',
    peers: versions((peer) => peerDependencies[peer]!.replace('^', '')),
    tools: { typescript: '5.9.3', [nodePackage]: '20.0.0' },
  },
])(
  'with $which a clean folder synthesizes a stack without esbuild and without findings of cdk-nag',
  ({ peers: chosen, tools }) => {
    const folder = makeConsumer(tarball, { ...chosen, ...tools, 'cdk-nag': devDependencies['cdk-nag']! });
    consumers.push(folder);
    const node = join(folder, 'node_modules', nodePackage, 'bin', 'node');
    const bin = (name: string) => join(folder, 'node_modules', '.bin', name);

    expect(run(folder, node, ['--version'])).toBe(`v${tools[nodePackage]}\n`);
    run(folder, process.execPath, [bin('tsc')]);
    run(folder, node, ['app.js']);

    expect(run(folder, node, [bin('cdk-esign-webhooks'), '--version'])).toBe(`${version}\n`);
    expect(run(folder, node, [bin('cdk-esign-webhooks'), 'addresses', '--help'])).toContain('--stack <name>');
    expect(() => run(folder, node, ['-p', "require.resolve('esbuild')"])).toThrow('Cannot find module');
    const template = JSON.parse(readFileSync(join(folder, 'cdk.out', 'Consumer.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(6);
    expect([...new Set(findings(folder))]).toEqual(['Consumer/Careless/Resource']);
  },
);
