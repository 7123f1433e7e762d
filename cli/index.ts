/** The operator's command line: commands, options, exit codes. 0: done. 1: failed, wholly or in part. 2: not understood. */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { name, version } from '../package.json';
import { addresses } from './addresses';
import { secretReader } from './aws/secret-reader';
import { stackOutputs } from './aws/stack-outputs';
import { CommandFailure } from './command-failure';

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

async function runAddresses({ stack, region, profile, json = false }: AddressesArguments): Promise<number> {
  const where = { ...(region ? { region } : {}), ...(profile ? { profile } : {}) };
  const cloudFormation = new CloudFormationClient(where);
  const secretsManager = new SecretsManagerClient(where);
  return addresses(
    { stack, json },
    {
      readOutputs: (name) => stackOutputs(cloudFormation, name),
      readSecret: secretReader(secretsManager),
      print: (text) => {
        process.stdout.write(text);
      },
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
