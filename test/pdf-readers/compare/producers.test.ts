import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedReaders } from '../pdf-readers';
import { compareTemplate } from './compare-template';
import { differencesOf } from './render-comparison';

const folder = join(__dirname, '..', 'templates');
const files = readdirSync(folder).filter((name) => name.endsWith('.pdf'));

describe('a drawing on a template', () => {
  it.each(files)('%s is shown alike by every reader, and changes nothing else', async (file) => {
    const result = await compareTemplate(readFileSync(join(folder, file)), installedReaders());

    expect(differencesOf(file, result)).toEqual([]);
    expect(result.readers.length).toBeGreaterThanOrEqual(4);
  });

  it('has templates by three producers', () => {
    expect(files).toHaveLength(3);
  });
});
