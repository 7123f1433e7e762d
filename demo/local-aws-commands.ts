import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine } from '../cli/terminal/command-line';
import type { Emulator } from '../test/local-aws/harness/emulator/emulator';
import type { RunningSample } from '../test/local-aws/harness/sample/launch-sample';
import { curlConfig, type CurlOptions } from './curl-config';

/** A command to paste, with what it does. */
export interface OfferedCommand {
  readonly what: string;
  readonly command: string;
}

/**
 * Completes an envelope at each provider, and returns a command that posts the webhook of it. It is in a file, because it has
 * the secret of the webhooks or the token of the address.
 */
export function webhookCommands(
  { connected, emulator }: Pick<RunningSample, 'connected' | 'emulator'>,
  endpoints: readonly string[],
): Promise<readonly OfferedCommand[]> {
  return Promise.all(
    endpoints.map(async (endpoint) => {
      const { simulator, target } = connected(endpoint);
      const envelope = await simulator.addEnvelope({ title: 'Lease of the boathouse' });
      envelope.complete();
      const webhook = envelope.webhooks().at(-1);
      if (!webhook) throw new Error(`The simulated provider of ${endpoint} has no webhook to post`);
      const { url, headers, body } = simulator.delivery(webhook, target);
      const bodyFile = join(emulator.folder, `post-${endpoint}.body`);
      await writeFile(bodyFile, body, { mode: 0o600 });
      return offer(emulator, `post-${endpoint}`, `${endpoint}: post ${webhook.event}`, {
        url,
        resolve: `${new URL(url).host}:127.0.0.1`,
        header: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        'data-binary': `@${bodyFile}`,
        'write-out': 'HTTP status %{http_code}\n',
      });
    }),
  );
}

/** Returns commands that show the contents of the local AWS. */
export function localAwsCommands({
  emulator,
  stack,
}: Pick<RunningSample, 'emulator' | 'stack'>): Promise<readonly OfferedCommand[]> {
  const { endpoint: url, region, accountId } = emulator;
  const signed = (service: string) => ({
    'aws-sigv4': `aws:amz:${region}:${service}`,
    user: `${accountId}:test`,
  });
  const logs = { logGroupName: stack.find('AWS::Logs::LogGroup', 'Archiver') };
  return Promise.all([
    offer(emulator, 'archive', 'The objects in the archive bucket', {
      ...signed('s3'),
      url: `${url}/${stack.archiveBucket}?list-type=2`,
    }),
    offer(emulator, 'archiver-log', 'The log of the archiver', {
      ...signed('logs'),
      url,
      header: ['content-type: application/x-amz-json-1.1', 'x-amz-target: Logs_20140328.FilterLogEvents'],
      data: JSON.stringify(logs),
    }),
    offer(emulator, 'stack', 'The stack as CloudFormation sees it', {
      ...signed('cloudformation'),
      url: `${url}/?Action=DescribeStackResources&StackName=${stack.name}`,
    }),
  ]);
}

/** Returns this package's own commands for the stack. They need the environment of `environmentLines`. */
export function ownCommands({ stack }: Pick<RunningSample, 'stack'>): readonly OfferedCommand[] {
  const own = (what: string, command: string) => ({
    what,
    command: commandLine(command, { stack: stack.name }),
  });
  return [
    own('The addresses to register, and which secrets are missing', 'addresses'),
    own('The messages that failed, and why', 'dead-letters'),
  ];
}

/** Returns the environment variables with which the AWS CLI, an SDK or the CDK CLI uses the local AWS. */
export function environmentLines({ emulator }: Pick<RunningSample, 'emulator'>): readonly string[] {
  const env = { ...emulator.clientEnv, AWS_CA_BUNDLE: emulator.caFile };
  return Object.entries(env)
    .filter(([name]) => /^(AWS|NODE|CDK)_/.test(name))
    .map(([name, value]) => `export ${name}=${value}`);
}

/** Writes a call of curl into the folder of the local AWS, which goes when that stops. */
async function offer(
  { folder, caFile }: Pick<Emulator, 'folder' | 'caFile'>,
  name: string,
  what: string,
  options: CurlOptions,
): Promise<OfferedCommand> {
  const file = join(folder, `${name}.curl`);
  const common = { silent: true, 'show-error': true, cacert: caFile } as const;
  await writeFile(file, curlConfig({ ...common, ...options }), { mode: 0o600 });
  return { what, command: `curl --config ${file}` };
}
