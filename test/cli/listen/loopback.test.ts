import fc from 'fast-check';
import { isLoopback, loopbackUrl } from '../../../cli/listen/loopback';

it.each([
  'http://localhost:3000',
  'http://LOCALHOST:3000/events',
  'https://localhost',
  'http://127.0.0.1:3000',
  'http://127.255.255.254',
  'http://127.1:8080',
  'http://2130706433',
  'http://[::1]:3000',
  'http://[0:0:0:0:0:0:0:1]/',
])('%s is an address of this machine', (text) => {
  expect(loopbackUrl(text)).toEqual({ url: new URL(text) });
});

it.each([
  ['http://example.com', 'not example.com'],
  ['http://localhost.example.com', 'not localhost.example.com'],
  ['http://127.0.0.1.nip.io', 'this machine only'],
  ['http://0.0.0.0:3000', 'not 0.0.0.0'],
  ['http://[::]:3000', 'not ::'],
  ['http://192.168.0.1', 'this machine only'],
  ['http://169.254.169.254/latest/meta-data', 'this machine only'],
  ['http://[fe80::1]', 'this machine only'],
  ['http://10.0.0.1@localhost', 'no user name'],
  ['http://localhost@example.com', 'no user name'],
  ['http://user:secret@localhost', 'no user name'],
  ['http://localhost.', 'this machine only'],
  ['ftp://localhost', 'such as http://localhost:3000'],
  ['file:///etc/passwd', 'such as http://localhost:3000'],
  ['localhost:3000', 'such as http://localhost:3000'],
  ['', 'such as http://localhost:3000'],
])('%s is refused in words', (text, words) => {
  expect(loopbackUrl(text)).toEqual({ problem: expect.stringContaining(words) as string });
});

it('never shows a password', () => {
  expect(JSON.stringify(loopbackUrl('http://user:hunter2@example.com'))).not.toContain('hunter2');
});

test('no other IP address is one of this machine', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isLoopback(address)).toBe(address.startsWith('127.'));
    }),
  );
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const { hostname } = new URL(`http://[${address}]`);
      const isMapped = /^\[::ffff:7f[0-9a-f]{2}:/.test(hostname);
      expect(isLoopback(address)).toBe(hostname === '[::1]' || isMapped);
    }),
  );
});
