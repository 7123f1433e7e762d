import { releaseEntries, releaseSection } from '../../../scripts/release/changelog';

const changelog =
  '# Changelog\n\nAbout.\n\n## Unreleased\n\n- New.\n  - Part.\n\n## [0.1.0] - 2026-01-02\n\n- Old.\n';

test('a release gets a heading of its own, and Unreleased is empty after it', () => {
  const released = releaseEntries(changelog, '0.2.0', '2026-11-28');

  expect(released).toBe(
    '# Changelog\n\nAbout.\n\n## Unreleased\n\n## [0.2.0] - 2026-11-28\n\n- New.\n  - Part.\n\n## [0.1.0] - 2026-01-02\n\n- Old.\n',
  );
  expect(() => releaseEntries(released, '0.3.0', '2026-11-29')).toThrow(
    "CHANGELOG.md has no entries below '## Unreleased'",
  );
});

test.each([
  ['without the heading Unreleased', '# Changelog\n', "no heading '## Unreleased'"],
  ['where the version has a heading', changelog.replace('0.1.0', '0.2.0'), 'has a release 0.2.0 already'],
  [
    'with text that is not an entry',
    '## Unreleased\n\nSoon.\n\n## [0.1.0] - 2026-01-02\n\n- Old.\n',
    'no entries',
  ],
])('a changelog %s is refused', (_what, text, message) => {
  expect(() => releaseEntries(text, '0.2.0', '2026-11-28')).toThrow(message);
});

test('the section of a release has its day and its entries', () => {
  expect(releaseSection(changelog, '0.1.0')).toEqual({ date: '2026-01-02', notes: '- Old.' });
  expect(releaseSection(changelog, '0.1')).toBeUndefined();
  expect(releaseSection(changelog, 'Unreleased')).toBeUndefined();
});
