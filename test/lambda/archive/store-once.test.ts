import { storeOnce } from '../../../lambda/archive/store-once';
import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { digest, writeOnceMemory } from './write-once-memory';

const key = 'documents/contracts/id/revision/file.pdf';
const body = Buffer.from('our bytes');
const object = {
  key,
  body: () => body,
  size: body.length,
  sha256: digest(body),
  contentType: 'application/pdf',
};

test('stores an object whose key is free', async () => {
  const { bucket, objects } = writeOnceMemory('archive');

  expect(await storeOnce(bucket, object)).toBeUndefined();
  expect(objects.get(key)).toEqual(body);
});

test('describes the object that has the key already, and leaves it', async () => {
  const { bucket, objects, plant } = writeOnceMemory('archive');
  const earlier = Buffer.from('the bytes of an earlier run');
  plant(key, earlier, digest(earlier), { 'rendered-by': 'an earlier version' });

  expect(await storeOnce(bucket, object)).toEqual({
    size: earlier.length,
    sha256: digest(earlier),
    metadata: { 'rendered-by': 'an earlier version' },
  });
  expect(objects.get(key)).toEqual(earlier);
});

test('fails permanently if the key is taken but has no object', async () => {
  const { bucket, plant } = writeOnceMemory('archive');
  plant(key, body, digest(body));

  await expect(storeOnce({ ...bucket, describe: async () => undefined }, object)).rejects.toEqual(
    new PermanentFailure('archived-file-vanished'),
  );
});
