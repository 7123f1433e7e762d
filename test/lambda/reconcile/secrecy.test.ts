import { eventReaders } from '../../../lambda/providers';
import { envelopeListings } from '../../../lambda/providers/envelope-listings';
import { start as startDocumenso } from '../../simulators/documenso';
import { start as startIinkedSign } from '../../simulators/iinked-sign';
import { start as startKingsign } from '../../simulators/kingsign';
import type { ProviderSimulator } from '../../simulators/kit/provider-simulator';
import { start as startSignPlus } from '../../simulators/sign-plus';
import { orderedIds } from './archive-parts';
import { day, minute, reconcilerWorld, start, type ReconcilerWorld } from './reconciler-world';

const after = (ms: number) => new Date(start.getTime() + ms);

const [title, errorText] = ['canary-of-a-title', 'canary-of-an-error'];

/** A client that notes the texts of all answers. The provider's first answer is an error, with a text. */
function notingFetch() {
  const answers: string[] = [];
  const noting: typeof fetch = async (...request) => {
    if (answers.length === 0) {
      answers.push('{}');
      return new Response(JSON.stringify({ message: errorText }), { status: 500, statusText: errorText });
    }
    const response = await fetch(...request);
    answers.push(await response.clone().text());
    return response;
  };
  return { answers, noting };
}

/** Lists the texts in JSON that are neither ids nor times nor words of the API. */
function namedTexts(value: unknown, name = ''): readonly string[] {
  if (typeof value === 'string') return isTelling(value, name) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  // The items of a list have its name.
  return Object.entries(value).flatMap(([key, item]) => namedTexts(item, Array.isArray(value) ? name : key));
}

function isTelling(text: string, name: string): boolean {
  const isIdOrTime = /ids?$/i.test(name) || /^\d{4}-\d\d-\d\dT/.test(text);
  return !isIdOrTime && text.length >= 6 && !/^[A-Za-z_]*$/.test(text);
}

/** Everything that a pass leaves: log lines, messages, notes and jobs. */
const leftBy = ({ lines, queue, objects, jobs }: ReconcilerWorld) => [
  ...lines,
  ...queue.sent.map(({ text }) => text),
  ...[...objects].map(([key, bytes]) => `${key} ${Buffer.from(bytes).toString()}`),
  ...jobs.map((job) => JSON.stringify(job)),
];

const starts: readonly (readonly [name: string, start: () => Promise<ProviderSimulator>])[] = [
  ['iinked Sign', startIinkedSign],
  ['Sign.Plus', startSignPlus],
  ['Documenso', startDocumenso],
  ['Kingsign', startKingsign],
];

test.each(starts)('what the list of %s names besides ids and times is nowhere', async (_, startSimulator) => {
  const simulator = await startSimulator();
  const { provider, apiUrl } = simulator;
  const { answers, noting } = notingFetch();
  const apiKeys = async () => [{ stage: 'current' as const, value: simulator.apiKey }];
  const { cutsRecent, makeLister } = envelopeListings[provider];
  const lister = makeLister({ apiUrl }, { fetch: noting, apiKeys });
  const world = reconcilerWorld({
    endpoint: { provider, cutsRecent, readEvent: eventReaders[provider], lister },
  });
  await world.pass();
  const envelopes = [];
  for (let index = 0; index < 3; index++) {
    const envelope = await simulator.addEnvelope({ title, createdAt: after(minute) });
    envelope.complete(after(2 * minute));
    envelopes.push(envelope);
  }
  world.clock.now = after(day);

  await world.pass();
  await simulator.close();

  expect([...new Set(orderedIds(world))].sort()).toEqual(envelopes.map(({ id }) => id).sort());
  const texts = new Set(answers.flatMap((answer) => namedTexts(JSON.parse(answer))));
  expect(texts).toContain(title);
  const secrets = [
    ...texts,
    errorText,
    simulator.apiKey,
    ...envelopes.flatMap((one) => Object.values(one.secrets())),
  ];
  const left = leftBy(world);
  expect(secrets.filter((secret) => left.some((text) => text.includes(secret)))).toEqual([]);
});
