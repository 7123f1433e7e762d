import { loadAssemblyFromPath } from '@jsii/spec';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** The flags of the strictest consumer. */
const strictest = {
  target: 'ES2022',
  lib: ['ES2022'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  skipLibCheck: false,
};

/** How TypeScript may look for the types of an entry point: `node10` knows no `exports`, and TypeScript 7 no `node10`. */
const esm = { verbatimModuleSyntax: true, files: ['events.mts'] };
const resolutions = [
  { module: 'node16', moduleResolution: 'node16', ...esm },
  { module: 'nodenext', moduleResolution: 'nodenext', ...esm },
  { module: 'esnext', moduleResolution: 'bundler', ...esm },
  { module: 'node16', moduleResolution: 'node16', files: ['events.ts'] },
];
const node10 = {
  module: 'commonjs',
  moduleResolution: 'node10',
  esModuleInterop: true,
  files: ['events.ts'],
};

/** What the consumer's code prints. */
const printed = '["manifest.json undefined","0b41","archive.bucket"]\n';

/** A program that loads the construct, both entry points and what jsii looks for, as CommonJS. */
const requires = `
  const { EsignWebhooks } = require('cdk-esign-webhooks');
  const { parseSigningEvent } = require('cdk-esign-webhooks/events');
  const { signingEventSchema } = require('cdk-esign-webhooks/events/zod');
  require('cdk-esign-webhooks/testing').sampleEvent('recipient.signed');
  const { title } = require('cdk-esign-webhooks/docs/schemas/signing-event.schema.json');
  require.resolve('cdk-esign-webhooks/.jsii');
  require.resolve('cdk-esign-webhooks/.jsii.gz');
  console.log(EsignWebhooks.name, parseSigningEvent.name, typeof signingEventSchema.parse, title);`;

/** The same, as ESM. */
const imports = `
  import { EsignWebhooks } from 'cdk-esign-webhooks';
  import { parseSigningEvent } from 'cdk-esign-webhooks/events';
  import { signingEventSchema } from 'cdk-esign-webhooks/events/zod';
  import { sampleEvent } from 'cdk-esign-webhooks/testing';
  sampleEvent('recipient.signed');
  console.log(EsignWebhooks.name, parseSigningEvent.name, typeof signingEventSchema.parse);`;

describe.each([
  {
    which: 'the newest peers, TypeScript 7 and Node 24',
    peers: versions((peer) => devDependencies[peer]!),
    tools: { typescript: '7.0.2', zod: devDependencies['zod']!, [nodePackage]: devDependencies['node']! },
    modes: resolutions,
  },
  {
    which: 'the lowest peers, TypeScript 5.9 and Node 20',
    peers: versions((peer) => peerDependencies[peer]!.replace('^', '')),
    tools: { typescript: '5.9.3', zod: '4.0.0', [nodePackage]: '20.0.0' },
    modes: [...resolutions, node10],
  },
])('with $which', ({ peers: chosen, tools, modes }) => {
  let folder: string;
  const node = () => join(folder, 'node_modules', nodePackage, 'bin', 'node');
  const bin = (name: string) => join(folder, 'node_modules', '.bin', name);

  beforeAll(() => {
    const used = ['cdk-nag', '@types/aws-lambda', '@types/node'];
    const others = Object.fromEntries(used.map((name) => [name, devDependencies[name]!]));
    folder = makeConsumer(tarball, { ...chosen, ...tools, ...others });
    consumers.push(folder);
  });

  it('synthesizes a stack in a clean folder without esbuild and without findings of cdk-nag', () => {
    expect(run(folder, node(), ['--version'])).toBe(`v${tools[nodePackage]}\n`);
    run(folder, process.execPath, [bin('tsc')]);
    run(folder, node(), ['app.js']);

    expect(run(folder, node(), [bin('cdk-esign-webhooks'), '--version'])).toBe(`${version}\n`);
    expect(run(folder, node(), [bin('cdk-esign-webhooks'), 'addresses', '--help'])).toContain(
      '--stack <name>',
    );
    expect(() => run(folder, node(), ['-p', "require.resolve('esbuild')"])).toThrow('Cannot find module');
    const template = JSON.parse(readFileSync(join(folder, 'cdk.out', 'Consumer.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(6);
    expect([...new Set(findings(folder))]).toEqual(['Consumer/Careless/Resource']);
  });

  it.each(modes)(
    'compiles a consumer of events under the strictest flags: $moduleResolution, $files',
    ({ files, ...mode }) => {
      const source = readFileSync(join(__dirname, 'consumer-events.mts'), 'utf8');
      const outDir = join('out', `${mode.moduleResolution}-${files[0]!}`);
      const compilerOptions = { ...strictest, ...mode, outDir };
      writeFileSync(join(folder, files[0]!), source);
      writeFileSync(join(folder, 'tsconfig.events.json'), JSON.stringify({ compilerOptions, files }));

      run(folder, process.execPath, [bin('tsc'), '-p', 'tsconfig.events.json']);

      const built = files[0] === 'events.mts' ? 'events.mjs' : 'events.js';
      expect(run(folder, node(), [join(outDir, built)])).toBe(printed);
    },
  );

  it('loads the construct, the entry points and what jsii looks for, as CommonJS and as ESM', () => {
    const loaded = 'EsignWebhooks parseSigningEvent function';

    expect(run(folder, node(), ['-e', requires])).toBe(`${loaded} Signing event\n`);
    expect(run(folder, node(), ['--input-type=module', '-e', imports])).toBe(`${loaded}\n`);
    expect(() => run(folder, node(), ['-e', "require('cdk-esign-webhooks/dist/lib/index.js')"])).toThrow(
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    );
  });

  it('needs no zod to parse an event', () => {
    rmSync(join(folder, 'node_modules', 'zod'), { recursive: true });

    expect(run(folder, node(), ['-p', "typeof require('cdk-esign-webhooks/events').parseSigningEvent"])).toBe(
      'function\n',
    );
  });
});

test('jsii reads the assembly from the packed package', () => {
  const folder = join(consumers[0]!, 'node_modules', 'cdk-esign-webhooks');

  expect(Object.keys(loadAssemblyFromPath(folder).types ?? {})).toContain('cdk-esign-webhooks.EsignWebhooks');
});
