import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adaptTemplate } from './adapt-template';
import type { Adaptation } from './adaptation';
import type { AwsClients } from '../emulator/aws-clients';
import { cdk } from './cdk-cli';
import type { Emulator } from '../emulator/emulator';
import { ineffectiveParts } from './ineffective-parts';
import { restoreProperties } from './restore-properties';
import type { Template } from './template';

/** A stack in the local AWS. */
export interface DeployedStack {
  readonly name: string;
  /** The synthesized template. */
  readonly template: Template;
  readonly outputs: Readonly<Record<string, string>>;
  /** The physical ids, by logical id. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** All differences to a stack on AWS. */
  readonly adaptations: readonly Adaptation[];
}

/** The options of a deployment. */
export interface DeployOptions {
  readonly emulator: Emulator;
  readonly clients: AwsClients;
  /** The folder of a cloud assembly with one stack. It is not changed. */
  readonly assembly: string;
  readonly stackName: string;
  readonly signal?: AbortSignal;
}

/** Bootstraps the account for the CDK. */
export async function bootstrap(emulator: Emulator, signal?: AbortSignal): Promise<void> {
  await cdk(
    ['bootstrap', `aws://${emulator.accountId}/${emulator.region}`],
    cdkOptions(emulator, 'bootstrap', signal),
  );
}

/** Adapts the assembly to the emulator, deploys it with the CDK CLI, and restores what the emulator dropped. */
export async function deployAssembly({
  emulator,
  clients,
  assembly,
  stackName,
  signal,
}: DeployOptions): Promise<DeployedStack> {
  const adapted = join(emulator.folder, `${stackName}.cdk.out`);
  await cp(assembly, adapted, { recursive: true });
  const templateFile = join(adapted, `${stackName}.template.json`);
  const template = JSON.parse(await readFile(templateFile, 'utf8')) as Template;
  const { template: adaptedTemplate, adaptations } = adaptTemplate(template);
  await writeFile(templateFile, JSON.stringify(adaptedTemplate, undefined, 1));

  const outputsFile = join(emulator.folder, `${stackName}.outputs.json`);
  await cdk(
    [
      'deploy',
      stackName,
      '--app',
      adapted,
      '--method=direct',
      '--require-approval',
      'never',
      '--outputs-file',
      outputsFile,
    ],
    cdkOptions(emulator, `deploy-${stackName}`, signal),
  );
  const outputs = JSON.parse(await readFile(outputsFile, 'utf8')) as Record<string, Record<string, string>>;
  const physicalIds = await readPhysicalIds(clients, stackName);
  const restored = await restoreProperties(template, physicalIds, clients);
  return {
    name: stackName,
    template,
    outputs: outputs[stackName] ?? {},
    physicalIds,
    adaptations: [...adaptations, ...restored, ...ineffectiveParts(template)],
  };
}

function cdkOptions({ folder, clientEnv }: Emulator, name: string, signal?: AbortSignal) {
  return { cwd: folder, env: clientEnv, logFile: join(folder, `${name}.log`), ...(signal ? { signal } : {}) };
}

async function readPhysicalIds(
  { cloudFormation }: AwsClients,
  StackName: string,
): Promise<ReadonlyMap<string, string>> {
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName }));
  return new Map(StackResources.map((one) => [one.LogicalResourceId ?? '', one.PhysicalResourceId ?? '']));
}
