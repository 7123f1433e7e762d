import { CreateEventBusCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { AwsClients } from '../harness/emulator/aws-clients';
import { theirs } from './their-names';

/** Makes the resources that the user has before the deployment. The secrets have no value yet. */
export async function makeTheirResources({ events, s3, secrets }: AwsClients): Promise<void> {
  await events.send(new CreateEventBusCommand({ Name: theirs.bus }));
  await s3.send(new CreateBucketCommand({ Bucket: theirs.bucket }));
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: theirs.bucket,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  for (const Name of [theirs.webhookSecret, theirs.apiKey])
    await secrets.send(new CreateSecretCommand({ Name }));
}
