import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMessage } from '../../../cli/queues/describe-message';

const deliveryId = '0b9f6c1e-7d0a-4a55-9d6d-0f2f7f8f2a11';
const receivedAt = '2026-11-20T10:00:00.000Z';
const fixture = readFileSync(
  join(__dirname, '..', '..', 'fixtures', 'iinked-sign', 'package-executed.json'),
  'utf8',
);

const webhook = (body: string, bodyEncoding = 'utf8') =>
  JSON.stringify({
    version: 1,
    deliveryId,
    provider: 'iinked-sign',
    endpoint: 'contracts',
    authenticity: 'hmac-sha256',
    receivedAt,
    request: { headers: {}, body, bodyEncoding, sha256: 'a'.repeat(64) },
  });
const job = {
  version: 1,
  provider: 'iinked-sign',
  endpoint: 'contracts',
  envelopeId: 'E-1',
  completionEventId: 'c',
  firstSeenAt: receivedAt,
  attempt: 0,
};
const givenUp = { reason: 'unauthorized', at: '2026-11-21T10:00:00.000Z', tries: 200 };
const key = `contracts/${deliveryId}.json`;
const notification = (name: string) =>
  JSON.stringify({
    Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'spool' }, object: { key: name } } }],
  });

describe('describing', () => {
  it.each<[string, 'intake' | 'archive', string, object]>([
    [
      'a webhook',
      'intake',
      webhook(fixture),
      {
        kind: 'webhook',
        endpoint: 'contracts',
        provider: 'iinked-sign',
        event: 'envelope.completed',
        envelopeId: expect.stringMatching(/^[\w-]+$/) as string,
        deliveryId,
        receivedAt,
      },
    ],
    [
      'a webhook in base64',
      'intake',
      webhook(Buffer.from(fixture).toString('base64'), 'base64'),
      expect.objectContaining({ event: 'envelope.completed' }) as object,
    ],
    [
      'a webhook with an unreadable body',
      'intake',
      webhook('canary'),
      {
        kind: 'webhook',
        endpoint: 'contracts',
        provider: 'iinked-sign',
        event: 'provider.event',
        deliveryId,
        receivedAt,
      },
    ],
    [
      'a message that the sweep of the spool sent',
      'intake',
      JSON.stringify({ version: 1, spooled: { key } }),
      { kind: 'spooled webhook', endpoint: 'contracts', deliveryId },
    ],
    [
      'a notification of S3',
      'intake',
      notification(key),
      { kind: 'spooled webhook', endpoint: 'contracts', deliveryId },
    ],
    [
      'a notification of S3 with an escaped key',
      'intake',
      notification(key.replace('/', '%2F')),
      { kind: 'spooled webhook', endpoint: 'contracts', deliveryId },
    ],
    [
      'a notification of S3 about an unknown object',
      'intake',
      notification('canary/../x.json'),
      { kind: 'spooled webhook' },
    ],
    [
      'a request to sweep the spool',
      'intake',
      '{"version":1,"sweepSpool":true}',
      { kind: 'sweep of the spool' },
    ],
    [
      'a test notification of S3',
      'intake',
      '{"Service":"Amazon S3","Event":"s3:TestEvent"}',
      { kind: 'notification test' },
    ],
    ['a message of somebody else', 'intake', 'canary', { kind: 'not one of ours' }],
    ['an archive job in the intake queue', 'intake', JSON.stringify(job), { kind: 'not one of ours' }],
    [
      'an archive job',
      'archive',
      JSON.stringify(job),
      { kind: 'archive job', endpoint: 'contracts', provider: 'iinked-sign', envelopeId: 'E-1', receivedAt },
    ],
    [
      'an archive job that was given up',
      'archive',
      JSON.stringify({ ...job, givenUp }),
      expect.objectContaining({ kind: 'archive job', givenUp }) as object,
    ],
    [
      'an archive job whose envelope id could move the cursor',
      'archive',
      JSON.stringify({ ...job, envelopeId: 'canary\u001b[2J' }),
      { kind: 'not one of ours' },
    ],
  ])('%s shows nothing of the body', (_what, queue, body, content) => {
    expect(describeMessage(queue, body)).toEqual(content);
    expect(JSON.stringify(describeMessage(queue, body))).not.toContain('canary');
  });
});
