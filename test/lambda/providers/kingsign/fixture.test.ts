import { fixture } from './fixture';

const page = '64a1b2c3d4e5f67890123';

test('the page’s examples are as they came: ids of 23 digits, and the space at a line’s end', () => {
  expect(fixture('document-updated').toString()).toMatch(/^\{\n {2}"type": "document\.updated",\n[^]*"\n\}$/);
  expect(fixture('document-updated').toString()).toContain(`"_id": "${page}45"`);
  expect(fixture('document-completed').toString()).toContain('"value": "Jane Smith", \n');
});
