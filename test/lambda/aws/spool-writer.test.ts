import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { spoolWriter } from '../../../lambda/aws/spool';
import { verifiedWebhookSchema } from '../../../lambda/contracts/verified-webhook';

const webhook = verifiedWebhookSchema.parse({
  version: 1,
  deliveryId: '6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f',
  provider: 'iinked-sign',
  endpoint: 'contracts',
  authenticity: 'hmac-sha256',
  receivedAt: '2026-11-21T12:00:00.000Z',
  request: { headers: {}, body: '{"name":"Žofie"}', bodyEncoding: 'utf8', sha256: '0'.repeat(64) },
});
const { signal } = new AbortController();

describe('spoolWriter', () => {
  it('stores the message below its endpoint, under the id of the delivery', async () => {
    const client = new S3Client({ region: 'us-east-1' });
    const s3 = mockClient(client);
    s3.on(PutObjectCommand).resolves({});

    await spoolWriter(client, 'spool').put(webhook, signal);

    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      {
        Bucket: 'spool',
        Key: 'contracts/6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f.json',
        Body: JSON.stringify(webhook),
        ContentType: 'application/json',
      },
    ]);
  });

  it('passes its signal to the client', async () => {
    const client = new S3Client({ region: 'us-east-1' });
    const s3 = mockClient(client);

    await spoolWriter(client, 'spool').put(webhook, signal);

    const [, options] = s3.send.firstCall.args as readonly unknown[];
    expect(options).toEqual({ abortSignal: signal });
  });

  it('throws the error of the client', async () => {
    const client = new S3Client({ region: 'us-east-1' });
    const fault = new Error('down');
    mockClient(client).on(PutObjectCommand).rejects(fault);

    await expect(spoolWriter(client, 'spool').put(webhook, signal)).rejects.toBe(fault);
  });
});
