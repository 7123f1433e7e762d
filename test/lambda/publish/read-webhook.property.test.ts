import fc from 'fast-check';
import { publishWebhook } from '../../../lambda/publish/publish-webhook';
import { publisherWorld } from './publisher-world';
import { verifiedWebhook } from './verified-webhook';

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '.', '..', '../../documents', 'a/../b', '%2e%2e', '\0', 'a\\b', 'a b'),
  fc.stringMatching(/^[A-Za-z0-9_-]{1,140}$/),
);

test('for any event of a reader, the record stays in its folder and no invalid id gets a job', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, fc.jsonValue(), async (id, key) => {
      const world = publisherWorld();
      const read = () => ({ type: 'envelope.completed', key: key as never, envelope: { id } }) as const;

      await publishWebhook(
        { ...world.deps, eventReaders: { ...world.deps.eventReaders, 'iinked-sign': read } },
        verifiedWebhook(Buffer.from('{}')),
      );

      const usable = /^[A-Za-z0-9_-]{1,128}$/.test(id);
      expect([...world.records.keys()]).toEqual([
        expect.stringMatching(
          usable
            ? `^webhooks/iinked-sign/${id}/[0-9a-f]{64}.json$`
            : '^webhooks/iinked-sign/_/[0-9a-f]{64}.json$',
        ),
      ]);
      expect(world.jobs.map(({ envelopeId }) => envelopeId)).toEqual(usable ? [id] : []);
      expect(world.events).toHaveLength(1);
    }),
  );
});
