import fc from 'fast-check';
import { listenerCreatedAt, listenerName } from '../../../cli/listen/listener-name';

const stackName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,35}$/);
const prefix = stackName.map((name) => `${name}-listen-`);
const createdAt = fc.integer({ min: 0, max: 9_999_999_999 }).map((seconds) => seconds * 1_000);
const random = fc.stringMatching(/^[0-9a-f]{32}$/);

test('a name is one of a rule and of a queue, and says when it was made', () => {
  fc.assert(
    fc.property(prefix, createdAt, random, (start, at, id) => {
      const name = listenerName(start, at, id);

      expect(name).toMatch(/^[A-Za-z0-9-]{1,64}$/);
      expect(name.startsWith(start)).toBe(true);
      expect(listenerCreatedAt(start, name)).toBe(at);
    }),
  );
});

test('a name of another stack is never taken for one of this stack, whatever the stacks are called', () => {
  fc.assert(
    fc.property(prefix, stackName, createdAt, random, (start, more, at, id) => {
      const others = [`${start}${more}-listen-`, `${start.slice(0, -1)}x-listen-`, `x${start}`];
      for (const other of others.filter((one) => one !== start)) {
        expect(listenerCreatedAt(start, listenerName(other, at, id))).toBeUndefined();
      }
    }),
  );
});

test('a rule that a person made below the prefix is not taken for one of a listen', () => {
  for (const name of [
    'mine',
    '1795600000',
    '1795600000-0123456',
    '1795600000-0123456z',
    '1795600000-01234567-x',
  ]) {
    expect(listenerCreatedAt('Signing-listen-', `Signing-listen-${name}`)).toBeUndefined();
  }
});
