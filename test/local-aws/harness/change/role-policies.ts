import { GetRolePolicyCommand, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { AwsClients } from '../emulator/aws-clients';

interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

interface PolicyStatement {
  readonly Action: string | readonly string[];
}

/**
 * Removes an action from a role's policies and returns a function that restores it.
 *
 * @throws Error if the role does not have the action
 */
export async function revokeAction(
  clients: AwsClients,
  RoleName: string,
  action: string,
): Promise<() => Promise<void>> {
  const { PolicyNames = [] } = await clients.iam.send(new ListRolePoliciesCommand({ RoleName }));
  const undo: (() => Promise<void>)[] = [];
  for (const PolicyName of PolicyNames) {
    const before = await readPolicy(clients, RoleName, PolicyName);
    const after = { ...before, Statement: without(before.Statement, action) };
    if (JSON.stringify(after) === JSON.stringify(before)) continue;
    await writePolicy(clients, RoleName, PolicyName, after);
    undo.push(() => writePolicy(clients, RoleName, PolicyName, before));
  }
  if (undo.length === 0) throw new Error(`${RoleName} has no permission for ${action}`);
  return async () => {
    for (const put of undo) await put();
  };
}

function without(statements: readonly PolicyStatement[], action: string): readonly PolicyStatement[] {
  return statements
    .map((statement) => {
      const actions = [statement.Action].flat();
      return actions.includes(action)
        ? { ...statement, Action: actions.filter((one) => one !== action) }
        : statement;
    })
    .filter(({ Action }) => Action.length > 0);
}

async function readPolicy(
  { iam }: AwsClients,
  RoleName: string,
  PolicyName: string,
): Promise<PolicyDocument> {
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return JSON.parse(decodeURIComponent(PolicyDocument)) as PolicyDocument;
}

async function writePolicy(
  { iam }: AwsClients,
  RoleName: string,
  PolicyName: string,
  document: PolicyDocument,
) {
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(document) }),
  );
}
