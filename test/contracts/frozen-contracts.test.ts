import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { collectContracts, type Contracts } from './collect-contracts';
import { compareContracts } from './compare-contracts';
import { schemaFields } from './schema-fields';

const frozen = JSON.parse(readFileSync(join(__dirname, 'frozen.json'), 'utf8')) as Contracts;
const today = collectContracts();

test('nothing is gone that deployed stacks, stored objects or consumers rely on', () => {
  const { gone } = compareContracts(frozen, today);

  if (gone.length > 0)
    throw new Error(
      `This changes what deployed stacks, stored objects or consumers rely on: it needs a version, and a word in CHANGELOG.md and docs/upgrade.md. Gone or changed:\n${gone.join('\n')}`,
    );
});

test('what is new is frozen too', () => {
  const { added } = compareContracts(frozen, today);

  if (added.length > 0) throw new Error(`Run \`npm run contracts\`. New is:\n${added.join('\n')}`);
});

test('every subject has lines', () => {
  for (const [subject, lines] of Object.entries(frozen))
    expect([subject, lines.length > 3]).toEqual([subject, true]);
});

test('a line that changes is gone and added', () => {
  const changes = compareContracts(
    { metrics: ['One', 'Two'] },
    { metrics: ['One', 'Three'], alarms: ['Four'] },
  );

  expect(changes).toEqual({ gone: ['metrics: Two'], added: ['metrics: Three', 'alarms: Four'] });
});

test('a field is frozen with its type, its values, and whether it is always there', () => {
  const schema = z.object({
    version: z.literal(1),
    kind: z.enum(['a', 'b']),
    parts: z.array(z.object({ at: z.iso.datetime().optional() })),
    counts: z.record(z.string(), z.object({ n: z.number() })),
    either: z.union([z.object({ one: z.string() }), z.object({ two: z.boolean() })]).optional(),
  });

  expect(schemaFields(schema)).toEqual([
    'counts.*.n: number, always',
    'counts: object, always',
    'either.one: string, always',
    'either.two: boolean, always',
    'either: one of several, sometimes',
    'kind = a',
    'kind = b',
    'kind: string, always',
    'parts: array, always',
    'parts[].at: string date-time, sometimes',
    'version: the number 1, always',
  ]);
});
