import type { LogLine } from '../../../cli/logs/log-line';
import { countOf, ordersAfter } from '../../../cli/logs/orders-state';

const line = (message: string, more: Partial<LogLine> = {}): LogLine => ({
  at: 0,
  message,
  envelopeId: 'A',
  orderId: 'import-1.3',
  ...more,
});
const after = (...lines: LogLine[]) => ordersAfter(new Map(), 'import-1', lines);

it('an attempt before the end says nothing, if its line comes late', () => {
  const orders = after(line('bundle archived'), line('archiving has to wait', { reason: 'timed-out' }));

  expect(orders).toEqual(new Map([['A', { kind: 'archived' }]]));
});

it('a job that was given up, and sent back, may be archived after all', () => {
  expect(countOf(after(line('archiving given up'), line('bundle archived')), 'archived')).toBe(1);
});

it('a job that was folded into an earlier one waits for it', () => {
  const orders = after(line('archiving has to wait', { folded: true, reason: 'not-complete' }));

  expect(orders.get('A')).toEqual({ kind: 'waiting', reason: 'an earlier job for the envelope waits' });
});

it.each([
  ['of a pass whose id begins alike', line('bundle archived', { orderId: 'import-12.3' })],
  ['without an order', line('bundle archived', { orderId: undefined })],
  ['without an envelope', line('bundle archived', { envelopeId: undefined })],
  ['that is no end and no attempt', line('archiving goes on in the next run')],
])('a line %s is not counted', (_what, other) => {
  expect(after(other).size).toBe(0);
});
