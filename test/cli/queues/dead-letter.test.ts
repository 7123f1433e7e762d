import { readLogLine } from '../../../cli/logs/log-line';
import { deadLetter } from '../../../cli/queues/dead-letter';
import { queued } from './memory-queue';

const givenUp = { reason: 'unauthorized', at: '2026-11-21T10:00:00.000Z', tries: 200 };

describe('a dead letter', () => {
  const now = Date.parse('2026-11-22T00:00:00.000Z');
  const retentionMs = 14 * 24 * 3_600_000;
  const message = { ...queued('body', Date.parse('2026-11-20T12:00:00.000Z')), id: 'M' };
  const failed = readLogLine(
    '{"message":"message failed","messageId":"M","tries":20,"error":"AccessDeniedException"}',
    Date.parse('2026-11-21T12:00:00.000Z'),
  )!;

  it('has the reason that the archiver wrote into the job', () => {
    const found = deadLetter(
      message,
      { kind: 'archive job', givenUp },
      { failures: new Map([['M', failed]]), retentionMs, now },
    );

    expect(found).toEqual({
      kind: 'archive job',
      messageId: 'M',
      sentAt: '2026-11-20T12:00:00.000Z',
      expiresAt: '2026-12-04T12:00:00.000Z',
      reason: 'unauthorized',
      why: expect.stringMatching(/^unauthorized: the provider's API refused/) as string,
      tries: 200,
      failedAt: givenUp.at,
    });
  });

  it('has the last failure in the log', () => {
    const found = deadLetter(
      message,
      { kind: 'webhook' },
      { failures: new Map([['M', failed]]), retentionMs, now },
    );

    expect(found).toMatchObject({
      why: expect.stringMatching(/^AccessDeniedException: AWS refused a call/) as string,
      tries: 20,
      failedAt: '2026-11-21T12:00:00.000Z',
    });
  });

  it('without a failure in the log says how many days of the log were read', () => {
    const found = deadLetter(
      message,
      { kind: 'webhook' },
      { failures: new Map([['other', failed]]), retentionMs, now },
    );

    expect(found.why).toMatch(/^no reason in the logs of the last 2 days: search them for "Task timed out"/);
    expect(found).not.toHaveProperty('tries');
  });
});
