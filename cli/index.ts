/** The operator's command line: commands, options, exit codes. 0: done. 1: failed, wholly or in part. 2: not understood. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { join } from 'node:path';
import { readFonts } from '../lambda/drawing/text/read-fonts';
import { name, version } from '../package.json';
import { addresses } from './addresses';
import { secretReader } from './aws/secret-reader';
import { stackOutputs } from './aws/stack-outputs';
import { CommandFailure } from './command-failure';
import { readFile, writeNewFile } from './file-access';
import type * as Rendering from './render-bundle';

interface AddressesArguments {
  readonly stack: string;
  readonly region?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

// The SDK is bundled: whoever runs this cannot choose another one, so its advice about Node versions is of no use to them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const warn = (text: string) => {
  process.stderr.write(`${text}\n`);
};

const print = (text: string) => {
  process.stdout.write(text);
};

interface RenderArguments {
  readonly out?: string;
  readonly font?: readonly string[];
}

/** The PDF library is loaded for those who draw. */
async function runRender(folder: string, { out, font = [] }: RenderArguments): Promise<number> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would need an extension, which only some tools know
  const { renderBundle } = require('./render-bundle') as typeof Rendering;
  return renderBundle(
    { folder, out: out ?? join(folder, 'rendered-again.pdf'), fonts: font },
    {
      readFile,
      writeFile: writeNewFile,
      // Shipped once, beside the archiver.
      fonts: () => readFonts(join(__dirname, '..', 'lambda', 'archive', 'fonts')),
      print,
      warn,
    },
  );
}

async function runAddresses({ stack, region, profile, json = false }: AddressesArguments): Promise<number> {
  const where = { ...(region ? { region } : {}), ...(profile ? { profile } : {}) };
  const cloudFormation = new CloudFormationClient(where);
  const secretsManager = new SecretsManagerClient(where);
  return addresses(
    { stack, json },
    {
      readOutputs: (name) => stackOutputs(cloudFormation, name),
      readSecret: secretReader(secretsManager),
      print,
      warn,
    },
  );
}

async function main(): Promise<number> {
  // The package is an ES module, which only a dynamic import may name here; the bundle has it inside.
  const { Command, CommanderError } = await import('commander');
  let exitCode = 0;
  const program = new Command(name)
    .description('Commands for whoever operates a deployed EsignWebhooks')
    .version(version)
    .exitOverride();
  program
    .command('addresses')
    .description(
      "print each endpoint's whole address, and what to do with it at the provider: the output is secret",
    )
    .requiredOption('--stack <name>', 'the deployed stack')
    .option('--region <region>', "its region, where it is not your session's")
    .option('--profile <profile>', 'the AWS profile to use')
    .option('--json', 'print JSON')
    .action(async (given: AddressesArguments) => {
      exitCode = await runAddresses(given);
    });
  program
    .command('render')
    .description(
      'draw the executed document of an archived bundle again, from the files in a copy of its folder',
    )
    .argument('<folder>', "the copy of the bundle's folder")
    .option('--out <file>', 'where it goes: rendered-again.pdf in the folder unless told')
    .option('--font <file...>', 'fonts for what the shipped ones lack: TrueType or OpenType files')
    .action(async (folder: string, given: RenderArguments) => {
      exitCode = await runRender(folder, given);
    });
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    warn(error instanceof CommandFailure ? error.message : `Unexpected: ${String(error)}`);
    return 1;
  }
}

void main().then((exitCode) => {
  process.exitCode = exitCode;
});
