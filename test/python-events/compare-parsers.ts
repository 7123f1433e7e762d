import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import published from '../../docs/schemas/signing-event.schema.json';
import { signingEventTypeSchema } from '../../lambda/contracts/signing-event';
import { leaves, withValueReplaced } from '../conformance/json-variants';
import { eachShape } from '../events/sample-events';
import { isAccepted, judgeInTypeScript, type Judge } from './judgement';

const { options: types } = signingEventTypeSchema;

/** A value of any kind, and values that mean something at some place. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('', true, false, 0, 1, -1, 1.5, 2 ** 53, [], {}, null, '\ud83d', 'ab'.repeat(32)),
  fc.constantFrom(
    '2026-02-29T00:00:00Z',
    '2028-02-29T23:59:59.1234567Z',
    '٢٠٢٦-02-28T00:00:00Z',
    '2026-02-28T00:00:00Z\n',
  ),
  fc.constantFrom(...eachShape.flatMap(leaves), ...types),
);

const shape = fc.constantFrom(...eachShape);

/** An event with up to three values replaced. */
const changed = fc
  .tuple(shape, fc.array(fc.tuple(fc.nat(), value), { maxLength: 3 }))
  .map(([event, changes]) => changes.reduce((json, [at, odd]) => withValueReplaced(json, at, odd), event));

/** An event of one type with the fields of another one. */
const mixed = fc
  .tuple(shape, shape, fc.constantFrom(...types, 'later'))
  .map(([one, other, type]) => ({ ...(one as object), ...(other as object), type }));

/** Checks that the parser in Python accepts what the parser in TypeScript and the published schema accept, and nothing else. */
export function expectSameVerdicts(judge: Judge): void {
  const isValid = addFormats(new Ajv2020({ strict: false })).compile(published);
  const event = fc.oneof({ arbitrary: changed, weight: 5 }, { arbitrary: mixed, weight: 1 });
  const given = fc.sample(event, 2_000);
  const judged = judge(given.map((one) => JSON.stringify(one)));
  const accepted = judged.filter(isAccepted);

  expect(judged).toHaveLength(given.length);
  for (const [index, one] of given.entries()) {
    const inPython = judged[index]!;
    const inTypeScript = judgeInTypeScript(one);
    const verdicts = [isAccepted(inPython), isAccepted(inTypeScript), isValid(one)];
    expect([one, ...verdicts]).toEqual([one, ...verdicts.map(() => verdicts[1])]);
    expect(inPython.json).toEqual(inTypeScript.json);
    expect(inPython.leaks ?? false).toBe(false);
  }
  expect(Math.min(accepted.length, given.length - accepted.length)).toBeGreaterThan(300);
}

/** Checks that the error names the same field as in TypeScript, whichever one value is wrong. */
export function expectSameFields(judge: Judge): void {
  const wrong = eachShape
    .flatMap((event) => Array.from({ length: 40 }, (_, at) => ({ event, at })))
    .flatMap(({ event, at }) => [null, 7.5, 'no', true, 1].map((odd) => withValueReplaced(event, at, odd)))
    .filter((event) => !isAccepted(judgeInTypeScript(event)));
  const fields = judge(wrong.map((one) => JSON.stringify(one))).map(({ field }) => field);

  expect(fields.map((field, index) => [wrong[index], field])).toEqual(
    wrong.map((event) => [event, judgeInTypeScript(event).field]),
  );
  expect(new Set(fields).size).toBeGreaterThan(35);
}
