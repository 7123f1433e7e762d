import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadLetter } from '../../../cli/queues/dead-letter';
import { describeMessage } from '../../../cli/queues/describe-message';
import { readLogLine } from '../../../cli/logs/log-line';
import { reasonInWords } from '../../../cli/reasons';
import { formatDeadLetters } from '../../../cli/commands/format-dead-letters';
import { timeSpan } from '../../../cli/terminal/time-span';
import { queued } from './memory-queue';

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

describe('what lies in a queue', () => {
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
      'a webhook whose body says nothing',
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
      'what the sweep queued',
      'intake',
      JSON.stringify({ version: 1, spooled: { key } }),
      { kind: 'spooled webhook', endpoint: 'contracts', deliveryId },
    ],
    [
      'a notification',
      'intake',
      notification(key),
      { kind: 'spooled webhook', endpoint: 'contracts', deliveryId },
    ],
    [
      'a notification as S3 may write it',
      'intake',
      notification(key.replace('/', '%2F')),
      { kind: 'spooled webhook', endpoint: 'contracts', deliveryId },
    ],
    [
      'a notification of a stranger’s object',
      'intake',
      notification('canary/../x.json'),
      { kind: 'spooled webhook' },
    ],
    ['a sweep', 'intake', '{"version":1,"sweepSpool":true}', { kind: 'sweep of the spool' }],
    [
      'a test of S3',
      'intake',
      '{"Service":"Amazon S3","Event":"s3:TestEvent"}',
      { kind: 'notification test' },
    ],
    ['a stranger’s message', 'intake', 'canary', { kind: 'not one of ours' }],
    ['a job in the wrong queue', 'intake', JSON.stringify(job), { kind: 'not one of ours' }],
    [
      'a job',
      'archive',
      JSON.stringify(job),
      { kind: 'archive job', endpoint: 'contracts', provider: 'iinked-sign', envelopeId: 'E-1', receivedAt },
    ],
    [
      'a job that was given up',
      'archive',
      JSON.stringify({ ...job, givenUp }),
      expect.objectContaining({ kind: 'archive job', givenUp }) as object,
    ],
    [
      'a job for an envelope whose id moves the cursor',
      'archive',
      JSON.stringify({ ...job, envelopeId: 'canary\u001b[2J' }),
      { kind: 'not one of ours' },
    ],
  ])('is told without its body: %s', (_what, queue, body, content) => {
    expect(describeMessage(queue, body)).toEqual(content);
    expect(JSON.stringify(describeMessage(queue, body))).not.toContain('canary');
  });
});

describe('why it is there', () => {
  const now = Date.parse('2026-11-22T00:00:00.000Z');
  const retention = 14 * 24 * 3_600_000;
  const message = { ...queued('body', Date.parse('2026-11-20T12:00:00.000Z')), id: 'M' };
  const failed = readLogLine(
    '{"message":"message failed","messageId":"M","tries":20,"error":"AccessDeniedException"}',
    Date.parse('2026-11-21T12:00:00.000Z'),
  )!;

  it('is what the archiver has written into the job', () => {
    const letter = deadLetter(
      message,
      { kind: 'archive job', givenUp },
      { failures: new Map([['M', failed]]), retention, now },
    );

    expect(letter).toEqual({
      kind: 'archive job',
      messageId: 'M',
      sentAt: '2026-11-20T12:00:00.000Z',
      expiresAt: '2026-12-04T12:00:00.000Z',
      why: expect.stringMatching(/^unauthorized: the provider's API refused/) as string,
      tries: 200,
      failedAt: givenUp.at,
    });
  });

  it('is the last failure that the log has of it', () => {
    const letter = deadLetter(
      message,
      { kind: 'webhook' },
      { failures: new Map([['M', failed]]), retention, now },
    );

    expect(letter).toMatchObject({
      why: expect.stringMatching(/^AccessDeniedException: AWS refused a call/) as string,
      tries: 20,
      failedAt: '2026-11-21T12:00:00.000Z',
    });
  });

  it('is not known where the log has nothing of it, and then it says how far it looked', () => {
    const letter = deadLetter(
      message,
      { kind: 'webhook' },
      { failures: new Map([['other', failed]]), retention, now },
    );

    expect(letter.why).toMatch(
      /^no reason found in the logs of the last 2 days: look there for "Task timed out"/,
    );
    expect(letter).not.toHaveProperty('tries');
  });

  it.each([
    ['unauthorized', /^unauthorized: the provider's API refused the API key/],
    ['PermanentFailure (foreign-bucket)', /^foreign-bucket: it points into a bucket/],
    ['Error < ProviderApiError (timed-out)', /^timed-out: the provider's API did not answer/],
    ['TypeError < Error (ECONNREFUSED)', /^TypeError < Error \(ECONNREFUSED\)$/],
    ['constructor', /^constructor$/],
    ['a name that a stranger chose\u001b[2J\n', /^a name that a stranger chose\?\[2J\?$/],
    ['x'.repeat(9_999), /^x{300}$/],
  ])('is said in words where they are known: %s', (reason, said) => {
    expect(reasonInWords(reason)).toMatch(said);
  });

  it('reads no line that is not JSON, or not ours', () => {
    expect(readLogLine('START RequestId: 1', 0)).toBeUndefined();
    expect(readLogLine('{"_aws":{}}', 0)).toBeUndefined();
    expect(failed).toMatchObject({ messageId: 'M', tries: 20 });
  });
});

describe('the list', () => {
  it('is read by a person', () => {
    const now = Date.parse('2026-11-22T00:00:00.000Z');
    const letter = {
      kind: 'archive job' as const,
      endpoint: 'contracts',
      envelopeId: 'E-1',
      receivedAt,
      messageId: 'M',
      sentAt: '2026-11-21T12:00:00.000Z',
      expiresAt: '2026-12-05T12:00:00.000Z',
      why: 'because',
      tries: 1,
      failedAt: '2026-11-21T12:00:00.000Z',
    };

    const text = formatDeadLetters(
      [
        { queue: 'intake', kind: 'intake', count: 0, letters: [] },
        {
          queue: 'archive of contracts',
          kind: 'archive',
          endpoint: 'contracts',
          count: 40,
          letters: [letter],
        },
      ],
      now,
    );

    expect(text).toBe(
      [
        'intake: nothing',
        '',
        'archive of contracts: 1 of about 40 messages',
        '  archive job, endpoint contracts, envelope E-1, received 2026-11-20T10:00:00.000Z',
        '    Why: because',
        '    Sent 2026-11-21T12:00:00.000Z (12 hours ago), tried once, last at 2026-11-21T12:00:00.000Z',
        '    SQS deletes it in 13 days; message M',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [-5, '0 seconds'],
    [1_999, '1 second'],
    [60_000, '1 minute'],
    [2 * 3_600_000 - 1, '1 hour'],
    [13.9 * 24 * 3_600_000, '13 days'],
  ])('says %d ms as %s', (milliseconds, said) => {
    expect(timeSpan(milliseconds)).toBe(said);
  });
});
