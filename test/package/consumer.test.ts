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

test.each([
  ['the newest peers', versions((peer) => devDependencies[peer]!)],
  ['the lowest peers', versions((peer) => peerDependencies[peer]!.replace('^', ''))],
])(
  'with %s a clean folder synthesizes a stack without esbuild and without findings of cdk-nag',
  (_which, chosen) => {
    const folder = makeConsumer(tarball, { ...chosen, 'cdk-nag': devDependencies['cdk-nag']! });
    consumers.push(folder);

    run(folder, join(root, 'node_modules', '.bin', 'tsc'), []);
    run(folder, process.execPath, ['app.js']);

    const cli = join(folder, 'node_modules', '.bin', 'cdk-esign-webhooks');
    expect(run(folder, cli, ['--version'])).toBe(`${version}\n`);
    expect(run(folder, cli, ['addresses', '--help'])).toContain('--stack <name>');
    expect(() => run(folder, process.execPath, ['-p', "require.resolve('esbuild')"])).toThrow(
      'Cannot find module',
    );
    const template = JSON.parse(readFileSync(join(folder, 'cdk.out', 'Consumer.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(5);
    expect([...new Set(findings(folder))]).toEqual(['Consumer/Careless/Resource']);
  },
);
