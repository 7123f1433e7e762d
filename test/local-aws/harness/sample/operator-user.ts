import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import type { AwsClients } from '../emulator/aws-clients';
import type { Emulator } from '../emulator/emulator';

/** What a user may do: the actions, by the ARN of a resource. */
export type Permissions = Readonly<Record<string, readonly string[]>>;

/** Makes an IAM user with exactly these permissions. Returns the emulator as that user sees it. */
export async function operatorUser(
  { emulator, clients }: { readonly emulator: Emulator; readonly clients: AwsClients },
  UserName: string,
  permissions: Permissions,
): Promise<Emulator> {
  const Statement = Object.entries(permissions).map(([Resource, Action]) => ({
    Effect: 'Allow',
    Action,
    Resource,
  }));
  await clients.iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await clients.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'Operator', PolicyDocument }));
  const { AccessKey } = await clients.iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  return {
    ...emulator,
    clientEnv: {
      ...emulator.clientEnv,
      AWS_ACCESS_KEY_ID: AccessKeyId,
      AWS_SECRET_ACCESS_KEY: SecretAccessKey,
    },
  };
}
