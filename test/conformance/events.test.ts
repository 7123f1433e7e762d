import { signingEventSchema } from '../../lambda/contracts/signing-event';
import { eventId } from '../../lambda/kit/event-id';
import { sha256Hex } from '../../lambda/kit/hash';
import { eventReaders } from '../../lambda/providers';
import { bodyOf, turned, withUnknownFields } from './json-variants';
import type { Json } from './subject';
import { everySubject } from './subjects';

describe.each(everySubject)('the events of %s', (id, { events, switches }) => {
  const read = (json: unknown) => eventReaders[id](bodyOf(json));
  const idOf = (json: unknown) => eventId('an-endpoint', read(json).key);

  it.each(events.rows)('are those of the table: $name', ({ body, type, key, said, silent }) => {
    const event = read(body);

    expect(event).toMatchObject({ type, key });
    expect(event).toMatchObject(said ?? {});
    expect(event).not.toHaveProperty('problem');
    for (const field of silent ?? []) expect(event).not.toHaveProperty(field);
  });

  it.each(['{}', '[]', '', 'null', '"text"', '{"data":null,"document":[],"payload":7}'])(
    'are known by their bytes where those are %s',
    (text) => {
      const { type, key, problem } = eventReaders[id](Buffer.from(text));

      expect({ type, problem }).toEqual({ type: 'provider.event', problem: expect.any(String) as string });
      expect(JSON.stringify(key)).toContain(sha256Hex(Buffer.from(text)));
    },
  );

  it.each(events.rows)('are the same with the keys in another order: $name', ({ body }) => {
    expect(idOf(turned(body))).toBe(idOf(body));
  });

  it.each(events.rows)('are the same with fields of the next version: $name', ({ body, type }) => {
    const event = read(withUnknownFields(body));

    expect([event.type, eventId('an-endpoint', event.key)]).toEqual([type, idOf(body)]);
  });

  it.each(events.rows)('are what the bus takes, without what is secret in the body: $name', ({ body }) => {
    const { key, ...said } = read(body);
    const known = { version: 1, id: eventId('an-endpoint', key), provider: id, endpoint: 'an-endpoint' };
    const event = { ...known, confirmed: false, receivedAt: '2026-11-21T10:00:00Z', ...said };

    expect(signingEventSchema.parse(event)).toEqual(event);
    for (const secret of events.secrets) expect(JSON.stringify(event)).not.toContain(secret);
  });

  it('are one where they are told again', () => {
    for (const [how, one, other] of events.same) expect([how, idOf(other)]).toEqual([how, idOf(one)]);
  });

  it('are two where something else happened', () => {
    for (const [how, one, other] of events.different)
      expect([how, idOf(other)]).not.toEqual([how, idOf(one)]);
  });

  it('are told apart, row by row', () => {
    // Where the body has an id it tells them apart; rows that differ in letter case only are one.
    const keys = events.rows.map(({ key }) => JSON.stringify(key));
    const ids = events.rows.map(({ body }) => idOf(body));

    expect(new Set(ids).size).toBe(new Set(keys).size);
  });

  it('are published when there is no word for them, each as one event', () => {
    const { unknown } = events;

    expect(read(unknown)).toMatchObject({ type: 'provider.event', envelope: expect.anything() as unknown });
    expect(idOf(unknown)).toBe(idOf(JSON.parse(JSON.stringify(unknown))));
    expect(events.rows.map(({ body }) => idOf(body))).not.toContain(idOf(unknown));
  });

  it('are told apart at two endpoints', () => {
    const { key } = read(events.unknown);

    expect(eventId('one', key)).not.toBe(eventId('other', key));
  });

  it('are made of a body with a byte order mark or with keys that come twice as of any other', () => {
    const { body, type } = events.rows[0]!;
    const text = JSON.stringify(body);
    const twice = `${text.slice(0, -1)},${text.slice(1)}`;

    expect(eventReaders[id](Buffer.from(`\uFEFF${text}`))).toEqual(read(body));
    expect(eventReaders[id](Buffer.from(twice))).toEqual(read(body));
    expect(read(body).type).toBe(type);
  });

  it('have an id of their own only where the provider gives one', () => {
    const [name, other] = ['eventId', 'another'];
    const { body } = events.rows[0]!;
    const changed: Json = { ...body, [name]: other };

    expect(idOf(changed) !== idOf(body)).toBe(switches.hasEventId);
  });
});
