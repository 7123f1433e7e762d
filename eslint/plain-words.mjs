// Two rules that hold the words of CONTRIBUTING.md: names without our former dialect, comments that are read once.

/** Patterns of names, and the words to use instead. */
const names = [
  [
    /^(?:most|longest|deepest|largest|widest|highest)(?:[A-Z]|$)/,
    'max… with its unit, such as maxNameLength',
  ],
  [/^(?:fewest|smallest|shortest|lowest)(?:[A-Z]|$)/, 'min… with its unit'],
  [
    /^(?:hear|heard|say|said|tell|tells|told)(?:[A-Z]|$)/,
    'read, log, print, event, fields: what it does or is',
  ],
  [/^(?:keep|kept|keeping)(?!Alive)(?:[A-Z]|$)|ToKeep$/, 'store, stored'],
  // `letter` alone may be one of the alphabet.
  [
    /^letters?(?!And)[A-Z]|(?<=[a-z])(?<![dD]ead)Letters?(?:[A-Z]|$)|^Letters?[A-Z]/,
    'message; a dead letter only in its queue',
  ],
  [/^workOff|^workedOff/, 'process'],
  [/(?:^r|R)ooms?(?:[A-Z]|$)/, 'stage, or function'],
  [/^operated|^Operated/, 'the plain noun, such as Queue'],
  [/^the[A-Z]/, 'a verb or noun, such as selectEndpoint'],
  [/^what[A-Z]|^What[A-Z]/, 'a noun for what it is, such as BundleContents'],
];

/** Patterns of phrases in comments, and the words to use instead. */
const phrases = [
  [/\bbut for\b/i, 'except'],
  [/\ball the same\b/i, 'still, or nothing'],
  [/\bno news\b/i, 'what it means'],
  [/\b(?:is|are) none\b/i, 'there is no …'],
  [/\bwork(?:s|ed|ing)? off\b/i, 'process'],
  [/\blest\b|\bhence\b/i, 'so that, so'],
  [/\brooms?\b/i, 'stage, or function'],
];

/** Words of one sentence: more are read twice. */
const maxSentenceWords = 32;

const plainNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { dialect: '"{{name}}": say {{instead}} (CONTRIBUTING.md, words).' },
  },
  create: (context) => {
    const check = (node) => {
      if (namesAnothersField(node)) return;
      const found = names.find(([pattern]) => pattern.test(node.name));
      if (found) context.report({ node, messageId: 'dialect', data: { name: node.name, instead: found[1] } });
    };
    return { 'Identifier, PrivateIdentifier': check };
  },
};

/** Whether a name only uses a field: `values.keep`, `{ keep: true }`. A field of ours is found where its type declares it. */
function namesAnothersField({ parent, ...node }) {
  if (parent.type === 'MemberExpression')
    return !parent.computed && parent.property.range[0] === node.range[0];
  const isKey = parent.type === 'Property' && !parent.shorthand && parent.key.range[0] === node.range[0];
  return isKey && parent.parent.type === 'ObjectExpression';
}

const plainComments = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      phrase: '"{{phrase}}" in a comment: say {{instead}} (CONTRIBUTING.md, words).',
      long: 'A sentence of {{words}} words: make two of it, {{max}} at most (CONTRIBUTING.md, words).',
    },
  },
  create: (context) => ({
    Program() {
      for (const { loc, text } of blocks(context.sourceCode.getAllComments())) {
        for (const [pattern, instead] of phrases) {
          const phrase = pattern.exec(text)?.[0];
          if (phrase) context.report({ loc, messageId: 'phrase', data: { phrase, instead } });
        }
        const words = Math.max(...sentences(text).map((sentence) => sentence.split(/\s+/).length));
        if (words > maxSentenceWords) {
          context.report({ loc, messageId: 'long', data: { words, max: maxSentenceWords } });
        }
      }
    },
  }),
};

/** Comments as a reader sees them: `//` lines below each other are one. Directives and code are left out. */
function blocks(comments) {
  const joined = [];
  for (const { type, value, loc } of comments) {
    const last = joined.at(-1);
    if (/^\s*(?:eslint|@ts-|prettier)/.test(value)) continue;
    if (type === 'Line' && last?.type === 'Line' && last.loc.end.line + 1 === loc.start.line) {
      last.text += `\n${value}`;
      last.loc = { start: last.loc.start, end: loc.end };
    } else joined.push({ type, text: value, loc });
  }
  return joined.map(({ text, loc }) => ({ loc, text: withoutCode(text) }));
}

function withoutCode(text) {
  return text
    .replaceAll(/^\s*\* ?/gm, '')
    .replaceAll(/@example[^]*?(?=^@|$(?![^]))/gm, '')
    .replaceAll(/```[^]*?```/g, '')
    .replaceAll(/`[^`]*`/g, 'code');
}

/** Lists, tags and blank lines end a sentence, as its own sign does. */
function sentences(text) {
  return text.split(/[.:;!?]\s|\n\s*\n|\n\s*[-@•|]|\n\s*\d+\. /).map((sentence) => sentence.trim());
}

export default { rules: { names: plainNames, comments: plainComments } };
