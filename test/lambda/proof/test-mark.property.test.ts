import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { hmac } from '../../../lambda/kit/hash';
import { isTestMark, makeTestMark, type MarkedRequest } from '../../../lambda/proof/test-mark';

const now = Date.parse('2026-11-28T12:00:00.000Z');
const request: MarkedRequest = {
  secret: 'the-secret-of-the-endpoint',
  endpoint: 'leases',
  body: Buffer.from('{"a":1}'),
  now,
};
const mark = makeTestMark(request);

it('a mark is an HMAC-SHA-256 of the label, the time, the endpoint and the body', () => {
  const mac = createHmac('sha256', request.secret)
    .update(`cdk-esign-webhooks test webhook v1\n1795867200\nleases\n{"a":1}`)
    .digest('hex');

  expect(mark).toBe(`v1.1795867200.${mac}`);
  expect(isTestMark(mark, request)).toBe(true);
});

it('a mark counts for any secret, endpoint and body', () => {
  const anyRequest = fc.record({
    secret: fc.string({ minLength: 1, unit: 'binary' }),
    endpoint: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
    body: fc.uint8Array(),
    now: fc.constant(now),
  });
  fc.assert(fc.property(anyRequest, (marked) => isTestMark(makeTestMark(marked), marked)));
});

it.each<[string, Partial<MarkedRequest>]>([
  ['another secret', { secret: 'another-secret-of-the-endpoint' }],
  ['another endpoint', { endpoint: 'leases-2' }],
  ['another body', { body: Buffer.from('{"a":2}') }],
  ['a body with one byte more', { body: Buffer.from('{"a":1}\n') }],
  ['no body', { body: Buffer.of() }],
  ['a request 15 minutes and one second later', { now: now + 901_000 }],
  ['a request 15 minutes and one second before', { now: now - 901_000 }],
  ['an empty secret', { secret: '' }],
])('a mark does not count for %s', (_, changed) => {
  expect(isTestMark(mark, { ...request, ...changed })).toBe(false);
});

it.each([now + 900_000, now - 900_000])('a mark counts for 15 minutes: at %i', (at) => {
  expect(isTestMark(mark, { ...request, now: at })).toBe(true);
});

it('a mark with an empty secret does not count, even if it is right', () => {
  const empty = { ...request, secret: '' };

  expect(isTestMark(makeTestMark(empty), empty)).toBe(false);
});

it.each([
  ['missing', undefined],
  ['empty', ''],
  ['doubled', `${mark},${mark}`],
  ['doubled with a space', `${mark}, ${mark}`],
  ['in upper case', mark.toUpperCase()],
  ['with white space around it', ` ${mark}`],
  ['of another version', mark.replace('v1', 'v2')],
  ['without its time', mark.replace(/\.\d+\./, '.')],
  ['with a line break behind it', `${mark}\n`],
  ['huge', mark.repeat(10_000)],
  ['cut short', mark.slice(0, -1)],
  ['with another time', mark.replace('1795867200', '1795867201')],
])('a mark that is %s is no mark', (_, header) => {
  expect(isTestMark(header, request)).toBe(false);
});

it('no other header is a mark, and none throws', () => {
  const anyHeader = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^v1\.\d{10}\.[0-9a-f]{64}$/),
    fc.tuple(fc.nat(mark.length - 1), fc.constantFrom('0', 'f', '.', ' ', ',')).map(([at, sign]) => {
      const changed = `${mark.slice(0, at)}${sign}${mark.slice(at + 1)}`;
      return changed === mark ? '' : changed;
    }),
  );
  fc.assert(fc.property(anyHeader, (header) => !isTestMark(header, request)));
});

it("iinked Sign's own MAC is no mark, and a mark is no MAC of iinked Sign", () => {
  const url = 'https://hooks.example.com/webhooks/leases';
  const ownMac = hmac('sha256', request.secret, url, request.body).toString('hex');

  expect(isTestMark(`v1.1795867200.${ownMac}`, request)).toBe(false);
  expect(mark).not.toContain(ownMac);
});
