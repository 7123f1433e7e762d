import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { formats } from './collect-contracts';

/** A folder for each version of the formats, with examples as that version wrote them. They never change. */
const versions = ['version-1'];

const stored = versions.flatMap((version) =>
  readdirSync(join(__dirname, version)).flatMap((file) => {
    const examples = JSON.parse(readFileSync(join(__dirname, version, file), 'utf8')) as object[];
    const format = file.replace('.json', '').replaceAll('-', ' ');
    return examples.map((example, index) => [format, `${version}, example ${index + 1}`, example] as const);
  }),
);

test('each format has an example', () => {
  expect([...new Set(stored.map(([format]) => format))].sort()).toEqual(Object.keys(formats).sort());
});

test.each(stored)('today reads the %s of %s, and leaves no field out', (format, _which, example) => {
  expect(z.parse(formats[format] ?? z.never(), example)).toEqual(example);
});
