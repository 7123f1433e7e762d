import { rulesBroken, type LintCase } from './rules-broken';

const long = Array.from({ length: 33 }, (_, index) => `word${index}`).join(' ');

const dialect: readonly LintCase[] = [
  ...['mostTries', 'longestName', 'deepestNesting', 'largestDetail', 'fewestTries', 'smallestBox'],
  ...['hearEvent', 'said', 'tellEnd', 'told', 'keepFile', 'FileToKeep', 'describeLetter', 'LetterContent'],
  ...['workOffJob', 'VerifyRoom', 'room', 'operatedQueue', 'theEndpoint', 'WhatIsKept', 'whatToDraw'],
].map((name) => ({ why: `the name ${name}`, file: 'lambda/kit/x.ts', code: `export const ${name} = 1;` }));

const hardComments: readonly LintCase[] = [
  { why: 'a sentence of 33 words', file: 'cli/x.ts', code: `// ${long}.` },
  {
    why: 'a sentence of 33 words over two lines',
    file: 'cli/x.ts',
    code: `// ${long.replace('word9 ', 'word9\n// ')}`,
  },
  ...[
    'none but for one',
    'kept all the same',
    'this is no news',
    'there are none',
    'it is worked off',
    'a room of ours',
  ].map((phrase) => ({
    why: `"${phrase}"`,
    file: 'lib/x.ts',
    code: `/** The rule: ${phrase}. */\nexport const x = 1;`,
  })),
];

const plain: readonly LintCase[] = [
  ...[
    'maxAttempts',
    'deadLetters',
    'keepAlive',
    'almostDone',
    'theme',
    'whatever',
    'tellurium',
    'foretold',
  ].map((name) => ({
    why: `the name ${name}`,
    file: 'lambda/kit/x.ts',
    code: `export const ${name} = 1;`,
  })),
  { why: 'two sentences of 20 words', file: 'cli/x.ts', code: `// ${long.replace('word16 ', 'word16. ')}.` },
  {
    why: 'a long line of code in a comment',
    file: 'cli/x.ts',
    code: `/** Runs \`${long}\`. */\nexport const x = 1;`,
  },
  { why: 'a directive', file: 'cli/x.ts', code: `/* eslint-disable no-console -- ${long} */` },
];

describe('Words that were replaced', () => {
  const relapses = [...dialect, ...hardComments];
  const outcomes = rulesBroken([...relapses, ...plain]);

  it.each(relapses.map((example, index) => ({ ...example, broken: outcomes[index] })))(
    'are found: $why',
    ({ broken }) => {
      expect(broken).toEqual([expect.stringMatching(/^plain-words\//)]);
    },
  );

  it.each(plain.map((example, index) => ({ ...example, broken: outcomes[relapses.length + index] })))(
    'are not seen in $why',
    ({ broken }) => {
      expect(broken).toEqual([]);
    },
  );
});
