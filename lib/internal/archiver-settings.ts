import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type EsignWebhooksProps } from '../esign-webhooks-props';
import { type Settings } from './settings';
import { stageLogGroup } from './stage-function';

/** The settings that the archivers of all endpoints share. */
export interface ArchiverSettings {
  /** The maximum number of jobs at the same time, per endpoint. */
  readonly concurrency: number;
  /** The log group of all archivers. Each log line names its endpoint. */
  readonly logGroup: logs.ILogGroup;
  /** The network, if it is not Lambda's own. */
  readonly network: ArchiverNetwork;
}

/** The network of the archivers. */
export interface ArchiverNetwork {
  /** The VPC. Undefined for Lambda's own network. */
  readonly vpc?: ec2.IVpc;
  /** The subnets in that VPC. */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** The security groups in that VPC. */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/** Makes what the archivers share: a log group, and a security group if they are in a VPC. Nothing if no endpoint archives. */
export function makeArchiverSettings(
  scope: Construct,
  { providers, archiveConcurrency = 2, vpc, vpcSubnets, securityGroups }: EsignWebhooksProps,
  settings: Settings,
): ArchiverSettings | undefined {
  if (!providers.some(({ _providerEndpoint }) => _providerEndpoint.archive)) return undefined;
  const shared = new Construct(scope, 'Archiver');
  // With one group for all of them, Lambda also shares their network interfaces.
  const groups = securityGroups ?? (vpc && [makeSecurityGroup(shared, vpc)]);
  return {
    concurrency: archiveConcurrency,
    logGroup: stageLogGroup(shared, settings),
    network: { vpc, vpcSubnets, securityGroups: groups },
  };
}

function makeSecurityGroup(scope: Construct, vpc: ec2.IVpc): ec2.SecurityGroup {
  return new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description: 'Archivers of signed envelopes' });
}
