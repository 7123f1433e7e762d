import fc from 'fast-check';
import { deliveryFacts, eventReaders } from '../../lambda/providers';
import { contentDigest } from '../../lambda/signing-events/content-digest';
import { bodyOf, turned, withUnknownFields } from './json-variants';
import type { Json } from './subject';
import { everySubject } from './subjects';

type Path = readonly [name: string, ...inside: readonly string[]];

/** The paths of all objects' fields in a body. */
function pathsOf(body: Json): readonly Path[] {
  return Object.entries(body).flatMap(([name, value]) => [
    [name] as Path,
    ...(typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pathsOf(value as Json).map((inside) => [name, ...inside] as Path)
      : []),
  ]);
}

/** The same body with another value in one place. */
function withValueAt(body: Json, [name, ...inside]: Path, value: unknown): Json {
  const [next, ...rest] = inside;
  return {
    ...body,
    [name]: next === undefined ? value : withValueAt(body[name] as Json, [next, ...rest], value),
  };
}

describe.each(everySubject)('a delivery of %s', (id, { deliveries, proof }) => {
  const digest = (body: Json) => contentDigest(deliveryFacts[id], bodyOf(body));
  const { bodies, attemptFields, sentTwice } = deliveries;
  const isOfAttempt = (path: Path) => attemptFields.includes(path.join('.'));

  it('can have the proof that the facts name', () => {
    expect(deliveryFacts[id].authenticities).toContain(proof.authenticity);
  });

  it.each(bodies.map((body) => [body]))(
    'says the same with other fields of the attempt, in any order: %j',
    (body) => {
      const given = pathsOf(body).filter(isOfAttempt);
      const retry = given.reduce((one, path) => withValueAt(one, path, 'of another attempt'), body);

      expect(digest(turned(retry) as Json)).toBe(digest(body));
    },
  );

  it.each(bodies.map((body) => [body]))('says something else with any other field changed: %j', (body) => {
    for (const path of pathsOf(body).filter((one) => !isOfAttempt(one))) {
      expect([path, digest(withValueAt(body, path, 'forged'))]).not.toEqual([path, digest(body)]);
    }
    expect(digest(withUnknownFields(body) as Json)).not.toBe(digest(body));
  });

  it('says the same where the provider sends one event twice by design', () => {
    for (const [how, one, other] of sentTwice) expect([how, digest(other)]).toEqual([how, digest(one)]);
  });

  it('of a stranger never throws, and has one digest', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        const kind = eventReaders[id](bodyOf(body)).type;

        expect([digest(body), kind]).toEqual([digest(turned(body) as Json), kind]);
      }),
    );
  });
});
