import type { RunningSample } from '../test/local-aws/harness/sample/launch-sample';

/** Returns shell commands (curl) that show the contents of the local AWS. */
export function localAwsCommands({
  emulator,
  stack,
}: Pick<RunningSample, 'emulator' | 'stack'>): readonly string[] {
  const { endpoint, region, accountId, caFile } = emulator;
  const signed = (service: string) =>
    `curl -s --cacert ${caFile} --aws-sigv4 aws:amz:${region}:${service} --user ${accountId}:test`;
  const call = (service: string, target: string, input: unknown) =>
    `${signed(service)} -H 'content-type: application/x-amz-json-1.1' -H 'x-amz-target: ${target}' -d '${JSON.stringify(input)}' ${endpoint}`;
  const logs = { logGroupName: stack.find('AWS::Logs::LogGroup', 'Archiver') };
  return [
    '# the objects in the archive bucket',
    `${signed('s3')} '${endpoint}/${stack.archiveBucket}?list-type=2'`,
    '# the log of the archiver',
    call('logs', 'Logs_20140328.FilterLogEvents', logs),
    '# the stack as CloudFormation sees it',
    `${signed('cloudformation')} '${endpoint}/?Action=DescribeStackResources&StackName=${stack.name}'`,
  ];
}

/** Returns the environment variables with which the AWS CLI, an SDK or the CDK CLI uses the local AWS. */
export function environmentLines({ emulator }: Pick<RunningSample, 'emulator'>): readonly string[] {
  const env = { ...emulator.clientEnv, AWS_CA_BUNDLE: emulator.caFile };
  return Object.entries(env)
    .filter(([name]) => /^(AWS|NODE|CDK)_/.test(name))
    .map(([name, value]) => `export ${name}=${value}`);
}
