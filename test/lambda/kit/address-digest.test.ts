import { addressDigest } from '../../../lambda/kit/address-digest';

const address = 'https://hooks.example.com/webhooks/sp/Token-1';

it.each([
  ['the host in another case', 'https://Hooks.Example.COM/webhooks/sp/Token-1'],
  ['the usual port', 'https://hooks.example.com:443/webhooks/sp/Token-1'],
])('an address with %s has the same digest', (_what, other) => {
  expect(addressDigest('key', other)).toBe(addressDigest('key', address));
});

it.each([
  ['another token', 'https://hooks.example.com/webhooks/sp/token-1'],
  ['a slash more', `${address}/`],
  ['no address at all', 'hooks.example.com'],
])('%s has another digest', (_what, other) => {
  expect(addressDigest('key', other)).not.toBe(addressDigest('key', address));
});

it('another key gives another digest', () => {
  expect(addressDigest('other', address)).not.toBe(addressDigest('key', address));
});
