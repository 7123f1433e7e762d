import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import { withApiKey } from '../../../lambda/provider-http/with-api-key';

/** The cached keys, the keys of a fresh read, and a provider that accepts only some. */
function world(cached: readonly string[], fresh: readonly string[], accepted: readonly string[]) {
  const apiKeys = jest.fn(async ({ refreshed }: { readonly refreshed: boolean }) =>
    (refreshed ? fresh : cached).map((value, index) => ({
      stage: index === 0 ? ('current' as const) : ('previous' as const),
      value,
    })),
  );
  const call = jest.fn(async (apiKey: string) => {
    if (!accepted.includes(apiKey)) throw new ProviderApiError('unauthorized', { status: 401 });
    return `with ${apiKey}`;
  });
  const tried = () => call.mock.calls.map(([apiKey]) => apiKey);
  const reads = () => apiKeys.mock.calls.map(([options]) => options);
  const onPreviousKey = jest.fn();
  return { apiKeys, onPreviousKey, call, tried, reads };
}

test('uses the current key only, if it is accepted', async () => {
  const { apiKeys, onPreviousKey, call, tried, reads } = world(['new', 'old'], ['newer'], ['new', 'old']);

  expect(await withApiKey({ apiKeys, onPreviousKey }, call)).toBe('with new');
  expect(tried()).toEqual(['new']);
  expect(reads()).toEqual([{ refreshed: false }]);
});

test('uses the previous key if the provider does not know the new one yet', async () => {
  const { apiKeys, onPreviousKey, call, tried, reads } = world(['new', 'old'], ['new', 'old'], ['old']);

  expect(await withApiKey({ apiKeys, onPreviousKey }, call)).toBe('with old');
  expect(tried()).toEqual(['new', 'old']);
  expect(reads()).toEqual([{ refreshed: false }]);
});

test('reads the keys again if the cached ones are outdated', async () => {
  const { apiKeys, onPreviousKey, call, tried, reads } = world(['old'], ['new', 'old'], ['new']);

  expect(await withApiKey({ apiKeys, onPreviousKey }, call)).toBe('with new');
  expect(tried()).toEqual(['old', 'new']);
  expect(reads()).toEqual([{ refreshed: false }, { refreshed: true }]);
});

test('tries no key twice, and throws the last refusal if all are refused', async () => {
  const { apiKeys, onPreviousKey, call, tried } = world(['one', 'one', 'two'], ['two', 'one'], []);

  await expect(withApiKey({ apiKeys, onPreviousKey }, call)).rejects.toMatchObject({
    reason: 'unauthorized',
  });
  expect(tried()).toEqual(['one', 'two']);
});

test('makes no call without a key, and fails with api-key-not-set', async () => {
  const { apiKeys, onPreviousKey, call, reads } = world([], [], ['any']);

  await expect(withApiKey({ apiKeys, onPreviousKey }, call)).rejects.toMatchObject({
    reason: 'api-key-not-set',
  });
  expect(call).not.toHaveBeenCalled();
  expect(reads()).toEqual([{ refreshed: false }, { refreshed: true }]);
});

test.each([
  ['another refusal of the provider', new ProviderApiError('server-error', { status: 500 })],
  ['an error that only calls itself so', Object.assign(new Error(), { reason: 'unauthorized' })],
])('does not try the previous key after %s', async (_, failure) => {
  const { apiKeys, onPreviousKey, tried } = world(['new', 'old'], [], []);
  const call = jest.fn(async () => {
    throw failure;
  });

  await expect(withApiKey({ apiKeys, onPreviousKey }, call)).rejects.toBe(failure);
  expect(call).toHaveBeenCalledTimes(1);
  expect(tried()).toEqual([]);
});

test.each([
  ['the previous one alone was accepted', ['new', 'old'], ['old'], 1],
  ['the current one was accepted', ['new', 'old'], ['new', 'old'], 0],
  ['none was accepted', ['new', 'old'], [], 0],
])('reports the use of the previous key if %s', async (_, keys, accepted, times) => {
  const { apiKeys, onPreviousKey, call } = world(keys, keys, accepted);

  await withApiKey({ apiKeys, onPreviousKey }, call).catch(() => undefined);

  expect(onPreviousKey).toHaveBeenCalledTimes(times);
  expect(onPreviousKey.mock.calls.flat()).toEqual([]);
});

test('reports the previous key also after a fresh read, but not for a failed call', async () => {
  const { apiKeys, onPreviousKey, call } = world(['outdated'], ['new', 'old'], ['old']);
  await withApiKey({ apiKeys, onPreviousKey }, call);
  expect(onPreviousKey).toHaveBeenCalledTimes(1);

  const failing = async (key: string) => {
    throw new ProviderApiError(key === 'old' ? 'server-error' : 'unauthorized');
  };
  await expect(withApiKey({ apiKeys, onPreviousKey }, failing)).rejects.toMatchObject({
    reason: 'server-error',
  });
  expect(onPreviousKey).toHaveBeenCalledTimes(1);
});

test('works without a listener', async () => {
  const { apiKeys, call } = world(['new', 'old'], [], ['old']);

  expect(await withApiKey({ apiKeys }, call)).toBe('with old');
});
