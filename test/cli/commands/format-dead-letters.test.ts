import { formatDeadLetters, timeSpan } from '../../../cli/commands/format-dead-letters';

describe('the list for a person', () => {
  it('has every fact about a message', () => {
    const now = Date.parse('2026-11-22T00:00:00.000Z');
    const deadLetter = {
      kind: 'archive job' as const,
      endpoint: 'contracts',
      envelopeId: 'E-1',
      receivedAt: '2026-11-20T10:00:00.000Z',
      messageId: 'M',
      sentAt: '2026-11-21T12:00:00.000Z',
      expiresAt: '2026-12-05T12:00:00.000Z',
      reason: 'cause',
      why: 'because',
      tries: 1,
      failedAt: '2026-11-21T12:00:00.000Z',
    };

    const lines = formatDeadLetters(
      [
        { queue: 'intake', kind: 'intake', count: 0, messages: [] },
        {
          queue: 'archive of contracts',
          kind: 'archive',
          endpoint: 'contracts',
          count: 40,
          messages: [deadLetter],
        },
      ],
      { now, all: false },
    );

    expect(lines).toEqual([
      '1 × cause, archive: contracts 1',
      '',
      'intake: nothing',
      '',
      'archive of contracts: 1 of about 40 messages',
      '  archive job, endpoint contracts, envelope E-1, received 2026-11-20T10:00:00.000Z',
      '    Why: because',
      '    Sent 2026-11-21T12:00:00.000Z (12 hours ago), tried once, last at 2026-11-21T12:00:00.000Z',
      '    SQS deletes it in 13 days; message M',
    ]);
  });

  it.each([
    [-5, '0 seconds'],
    [1_999, '1 second'],
    [60_000, '1 minute'],
    [2 * 3_600_000 - 1, '1 hour'],
    [13.9 * 24 * 3_600_000, '13 days'],
  ])('formats %d ms as %s', (milliseconds, text) => {
    expect(timeSpan(milliseconds)).toBe(text);
  });
});
