import { normalAddress, pathBelow } from '../../../lambda/kit/webhook-address';

const address = 'https://hooks.example.com/webhooks/leases';

it.each([
  [`${address}/token`, 'token'],
  [`${address}/token/more`, 'token/more'],
  ['https://HOOKS.example.com:443/webhooks/leases/token', 'token'],
  [address, ''],
  [`${address}/`, ''],
  [`${address}-2/token`, undefined],
  ['https://hooks.example.com/webhooks', undefined],
  ['https://others.example.com/webhooks/leases/token', undefined],
  ['http://hooks.example.com/webhooks/leases/token', undefined],
  ['no address', undefined],
])('the path of %s below the address is %p', (target, path) => {
  expect(pathBelow(address, target)).toBe(path);
  expect(pathBelow(`${address}/`, target)).toBe(path);
});

it('nothing is below what is no address', () => {
  expect(pathBelow('', address)).toBeUndefined();
});

it.each([
  ['https://HOOKS.example.com:443/Token', 'https://hooks.example.com/Token'],
  ['no address', 'no address'],
])('%s becomes %s', (given, normal) => {
  expect(normalAddress(given)).toBe(normal);
});
