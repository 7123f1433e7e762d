import { eventId } from '../../lambda/kit/event-id';
import { sha256Hex } from '../../lambda/kit/hash';
import { eventReaders } from '../../lambda/providers';
import { bodyOf, turned, withUnknownFields } from './json-variants';
import { ofWebhook, publishedEvent } from '../lambda/published-event';
import { everySubject } from './subjects';

describe.each(everySubject)('an event of %s', (id, { events }) => {
  const read = (json: unknown) => eventReaders[id](bodyOf(json));
  const idOf = (json: unknown) => eventId('an-endpoint', read(json).key);

  it.each(events.rows)('is read as the table says: $name', ({ body, type, key, fields, absent }) => {
    const event = read(body);

    expect(event).toMatchObject({ type, key });
    expect(event).toMatchObject(fields ?? {});
    expect(event).not.toHaveProperty('problem');
    for (const field of absent ?? []) expect(event).not.toHaveProperty(field);
  });

  it.each(['{}', '[]', '', 'null', '"text"', '{"data":null,"document":[],"payload":7}'])(
    'is identified by the hash of its bytes if these are %s',
    (text) => {
      const { type, key, problem } = eventReaders[id](Buffer.from(text));

      expect({ type, problem }).toEqual({ type: 'provider.event', problem: expect.any(String) as string });
      expect(JSON.stringify(key)).toContain(sha256Hex(Buffer.from(text)));
    },
  );

  it.each(events.rows)('keeps its id if the keys are in another order: $name', ({ body }) => {
    expect(idOf(turned(body))).toBe(idOf(body));
  });

  it.each(events.rows)('keeps its id and type with fields of the next version: $name', ({ body, type }) => {
    const event = read(withUnknownFields(body));

    expect([event.type, eventId('an-endpoint', event.key)]).toEqual([type, idOf(body)]);
  });

  it.each(events.rows)(
    'has every field that its type promises, and no other one, without the secrets of the body: $name',
    ({ body }) => {
      const { key, ...fields } = read(body);
      const known = { ...ofWebhook, id: eventId('an-endpoint', key), provider: id, endpoint: 'an-endpoint' };
      const event = { ...known, receivedAt: '2026-11-21T10:00:00Z', ...fields };

      expect(publishedEvent(event)).toEqual(event);
      for (const secret of events.secrets) expect(JSON.stringify(event)).not.toContain(secret);
    },
  );

  it('has one id however it is delivered', () => {
    for (const [how, one, other] of events.same) expect([how, idOf(other)]).toEqual([how, idOf(one)]);
  });

  it('has another id if something else happened', () => {
    for (const [how, one, other] of events.different)
      expect([how, idOf(other)]).not.toEqual([how, idOf(one)]);
  });

  it('has an id of its own in every row', () => {
    // Rows that differ in letter case only have one key.
    const keys = events.rows.map(({ key }) => JSON.stringify(key));
    const ids = events.rows.map(({ body }) => idOf(body));

    expect(new Set(ids).size).toBe(new Set(keys).size);
  });

  it('is published with one id if its kind is unknown', () => {
    const { unknown } = events;

    expect(read(unknown)).toMatchObject({ type: 'provider.event', envelope: expect.anything() as unknown });
    expect(idOf(unknown)).toBe(idOf(JSON.parse(JSON.stringify(unknown))));
    expect(events.rows.map(({ body }) => idOf(body))).not.toContain(idOf(unknown));
  });

  it('has another id at another endpoint', () => {
    const { key } = read(events.unknown);

    expect(eventId('one', key)).not.toBe(eventId('other', key));
  });

  it('is read the same with a byte order mark or with keys that come twice', () => {
    const { body, type } = events.rows[0]!;
    const text = JSON.stringify(body);
    const twice = `${text.slice(0, -1)},${text.slice(1)}`;

    expect(eventReaders[id](Buffer.from(`\uFEFF${text}`))).toEqual(read(body));
    expect(eventReaders[id](Buffer.from(twice))).toEqual(read(body));
    expect(read(body).type).toBe(type);
  });
});
