import { start } from '../simulators/iinked-sign';
import type { ProviderSimulator } from '../simulators/kit/provider-simulator';
import { faults } from './faults/fault';
import type { ConnectedEndpoint } from './harness/sample/connect-endpoint';
import { mapConcurrently } from './harness/send/map-concurrently';
import { seededRandom } from '../seeded-random';
import { forge, forgersMark } from './storm/forge';
import { forgeries } from './storm/forgery';
import { parseDeadLetter } from './storm/parse-dead-letter';
import { stormFaults } from './storm/storm-faults';

describe('a seeded random generator', () => {
  const throws = (seed: number) => {
    const chance = seededRandom(seed);
    return Array.from({ length: 1_000 }, () => chance.next());
  };

  it('gives the same values for the same seed, and others for another seed', () => {
    expect(throws(7)).toEqual(throws(7));
    expect(throws(7)).not.toEqual(throws(8));
  });

  it.each([0, 1, 4_294_967_295])('is spread evenly, with seed %i', (seed) => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of throws(seed)) tenths[Math.floor(number * 10)]!++;

    for (const count of tenths) expect(Math.abs(count - 100)).toBeLessThan(45);
  });

  it('picks nothing from an empty list', () => {
    expect(() => seededRandom(1).pick([])).toThrow('nothing to pick');
  });
});

describe('the faults of a storm', () => {
  const anyCall = { stage: 'publish', operation: 'PutEvents', invocation: 'one' } as const;
  const spoolPut = (invocation: string) => ({ stage: 'verify', operation: 'PutObject', invocation }) as const;

  it('fail every attempt of the first put into the spool, and of some others', () => {
    const storm = stormFaults(3, 0.2);
    const puts = Array.from({ length: 100 }, (_, put) =>
      [1, 2, 3].map(() => storm.ofAws(spoolPut(String(put)))),
    );
    const failed = puts.filter((attempts) => attempts.every((fault) => fault === 'error'));

    expect(failed[0]).toBe(puts[0]);
    expect(Math.abs(failed.length - 40)).toBeLessThan(20);
    expect(storm.failedSpoolPuts()).toBe(failed.length);
  });

  it('have the requested share, and every kind comes up', () => {
    const storm = stormFaults(3, 0.2);
    const met = Array.from({ length: 10_000 }, () => storm.ofAws(anyCall)).filter(
      (fault) => fault !== undefined,
    );

    expect(Math.abs(met.length - 2_000)).toBeLessThan(150);
    expect([...new Set(met)].sort()).toEqual([...faults].sort());
    expect([...storm.thrown.values()].reduce((sum, count) => sum + count, 0)).toBe(met.length);
    expect(storm.calls()).toBe(10_000);
  });

  it('have each kind at once: a small storm has few', () => {
    const storm = stormFaults(3, 1);
    const met = faults.map(() => storm.ofAws(anyCall));

    expect(met.sort()).toEqual([...faults].sort());
  });

  it('do not come up with a share of 0', () => {
    const storm = stormFaults(3, 0);

    expect(Array.from({ length: 100 }, () => storm.ofAws(spoolPut('1')) ?? storm.ofProvider())).toEqual(
      Array(100).fill(undefined),
    );
  });

  it('are the same for the same seed', () => {
    const thrown = (seed: number) => {
      const storm = stormFaults(seed, 0.2);
      return Array.from({ length: 200 }, () => storm.ofProvider() ?? storm.ofAws(anyCall));
    };

    expect(thrown(5)).toEqual(thrown(5));
    expect(thrown(5)).not.toEqual(thrown(6));
  });

  it('spare the last attempt at each call of a pass, and few end its run: one page makes a hundred calls', () => {
    const storm = stormFaults(3, 1);
    const met = Array.from({ length: 500 }, (_, call) =>
      [1, 2, 3].map(() =>
        storm.ofAws({ stage: 'reconcile', operation: 'PutObject', invocation: String(call) }),
      ),
    );
    const fatal = met.flat().filter((fault) => fault?.startsWith('die-') || fault === 'break-answer');

    expect(new Set(met.map(([, , last]) => last))).toEqual(new Set([undefined]));
    expect(met.flat().filter((fault) => fault !== undefined)).toHaveLength(1_000);
    expect(fatal.length).toBeGreaterThan(0);
    expect(fatal.length).toBeLessThan(40);
  });

  it('never are a 404, which the archiver accepts as final', () => {
    const storm = stormFaults(3, 1);
    const met = Array.from({ length: 1_000 }, () => storm.ofProvider());

    expect(met.filter((fault) => fault?.kind === 'answer' && fault.status === 404)).toEqual([]);
  });
});

describe('a forgery', () => {
  let simulator: ProviderSimulator;
  let connected: ConnectedEndpoint;

  beforeAll(async () => {
    simulator = await start();
    const target = { url: 'https://api.example.com/webhooks/contracts', secret: 'the right secret' };
    connected = { endpoint: 'contracts', simulator, target, proof: target.secret };
  });

  afterAll(() => simulator.close());

  it.each(forgeries)(
    'has marks in its body, and goes to the address of the endpoint: %s',
    async (forgery) => {
      const [webhook] = (await simulator.addEnvelope()).webhooks();
      const another = { ...connected, proof: "another endpoint's secret" };

      const { url, headers, body } = forge(forgery, { webhook: webhook!, connected, another });

      expect(url).toBe(connected.target.url);
      expect(JSON.parse(body.toString())).toMatchObject({ forgery: forgersMark });
      const rightly = simulator.delivery({ ...webhook!, body: () => body.toString() }, connected.target);
      expect(rightly.body).toEqual(body);
      expect(headers).not.toEqual(rightly.headers);
    },
  );

  it('has another token if the proof is in the address', async () => {
    const target = { url: 'https://api.example.com/webhooks/contracts/token', secret: '' };
    const [webhook] = (await simulator.addEnvelope()).webhooks();
    const tools = {
      webhook: webhook!,
      connected: { ...connected, target, proof: 'token' },
      another: connected,
    };
    const urlOf = (forgery: (typeof forgeries)[number]) => forge(forgery, tools).url.split('contracts')[1];

    expect(urlOf('no-proof')).toBe('');
    expect(urlOf('clipped-proof')).toBe('/toke');
    expect(urlOf('another-endpoints-proof')).toBe('/the right secret');
    expect(urlOf('guessed-proof')).toMatch(/^\/a-guess/);
  });
});

describe('a dead letter', () => {
  const sha256 = 'a'.repeat(64);
  const webhook = {
    version: 1,
    deliveryId: '6f9619ff-8b86-4d01-b42d-00c04fc964ff',
    provider: 'kingsign',
    endpoint: 'contracts',
    authenticity: 'url-token',
    receivedAt: '2026-11-21T09:00:00.000Z',
    request: { headers: {}, body: '{}', bodyEncoding: 'utf8', sha256 },
  };
  const job = {
    version: 1,
    provider: 'kingsign',
    endpoint: 'contracts',
    envelopeId: 'e1',
    completionEventId: 'id',
    firstSeenAt: '2026-11-21T09:00:00.000Z',
    attempt: 0,
  };
  const key = 'contracts/6f9619ff.json';
  const notification = {
    Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'spool' }, object: { key } } }],
  };
  const { deliveryId } = webhook;
  const spool = [{ key, endpoint: 'contracts', deliveryId, sha256 }];
  const about = { kind: 'webhook', endpoint: 'contracts', deliveryId, sha256 };

  it.each<[string, unknown, unknown]>([
    ['a webhook', webhook, about],
    ['an archive job', job, { kind: 'archive-job', endpoint: 'contracts', envelopeId: 'e1' }],
    ['a notification of the spool', notification, about],
    ['a pointer into the spool', { version: 1, spooled: { key } }, about],
    [
      'a pointer to what is gone',
      { version: 1, spooled: { key: 'contracts/gone.json' } },
      { kind: 'nothing' },
    ],
    ['a sweep', { version: 1, sweepSpool: true }, { kind: 'nothing' }],
    [
      'the start of passes',
      { version: 1, startPasses: 'full', everySeconds: 60, archiveQueues: {} },
      { kind: 'pass' },
    ],
    ['anything else', { version: 2 }, { kind: 'unreadable', queue: 'q' }],
  ])('is parsed: %s', (_, message, expected) => {
    expect(parseDeadLetter({ queue: 'q', text: JSON.stringify(message) }, spool)).toEqual([expected]);
  });

  it('is parsed when it is not JSON', () => {
    expect(parseDeadLetter({ queue: 'q', text: 'poison' }, spool)).toEqual([
      { kind: 'unreadable', queue: 'q' },
    ]);
  });
});

describe('mapConcurrently', () => {
  it('starts items in order, never more at a time than allowed, and returns results in order', async () => {
    let atWork = 0;
    let maxAtWork = 0;
    const begun: number[] = [];

    const answers = await mapConcurrently([3, 1, 2, 0], 2, async (item) => {
      begun.push(item);
      maxAtWork = Math.max(maxAtWork, ++atWork);
      for (let turns = 0; turns < item; turns++) await Promise.resolve();
      atWork--;
      return item * 10;
    });

    expect([answers, begun, maxAtWork]).toEqual([[30, 10, 20, 0], [3, 1, 2, 0], 2]);
  });

  it('starts no item after a failure', async () => {
    const begun: number[] = [];

    const work = mapConcurrently([1, 2, 3], 1, (item) => {
      begun.push(item);
      return item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item);
    });

    await expect(work).rejects.toThrow('two');
    expect(begun).toEqual([1, 2]);
  });
});
