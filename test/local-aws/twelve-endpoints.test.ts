import { providerIdSchema } from '../../lambda/contracts/ids';
import { listKeys } from './harness/observe/archive-bucket';
import { eventsWhenIdle, untilArchived } from './harness/observe/envelope-events';
import { bundleFaults, readBundle } from './harness/observe/stored-bundle';
import { expectedTypes, signEnvelope } from './harness/sample/every-provider';
import { useSample } from './harness/sample/use-sample';

/** Three endpoints of each provider, in one stack. */
const endpoints = [1, 2, 3].flatMap((n) =>
  providerIdSchema.options.map((provider) => ({ provider, endpoint: `${provider}-${n}` })),
);
const sample = useSample({ endpoints });

it('a stack with twelve endpoints has an archiver for each', () => {
  const { template } = sample().stack;

  const functions = Object.keys(template.Resources).filter((id) => /EndpointArchiverFunction/.test(id));

  expect(functions).toHaveLength(12);
});

// An endpoint of each provider, and a second one of the first provider.
describe.each([endpoints[0]!, ...endpoints.slice(8)])(
  'an envelope at $endpoint',
  ({ provider, endpoint }) => {
    it('becomes its events, and one bundle below the prefix of its endpoint', async () => {
      const { clients, stack } = sample();
      const { envelope, answers } = await signEnvelope(sample(), endpoint);

      const archived = await untilArchived(sample(), envelope.id, 60);

      expect(answers.map(({ status }) => status)).toEqual(envelope.webhooks().map(() => 200));
      const events = await eventsWhenIdle(sample(), envelope.id);
      const types = [...new Map(events.map(({ id, type }) => [id, type])).values()].sort();
      expect(types).toEqual([...expectedTypes(envelope), 'envelope.archived'].sort());
      for (const event of events) expect(event).toMatchObject({ provider, endpoint });
      const bundle = await readBundle(sample(), archived);
      expect(bundleFaults(bundle, envelope.files())).toEqual([]);
      const keys = await listKeys(clients, stack.archiveBucket, 'documents/');
      const about = keys.filter((key) => key.includes(envelope.id));
      expect(about.filter((key) => !key.startsWith(`documents/${endpoint}/`))).toEqual([]);
    });
  },
);
