// Lints each `{ file, code }` of the JSON on standard input as if it stood in the project, and prints the rules it breaks.
// A process of its own: ESLint's configuration is an ES module, which jest's module system does not load.
import { ESLint } from 'eslint';

const rulesUnderTest = [
  'import-x/no-restricted-paths',
  'import-x/no-cycle',
  'no-restricted-imports',
  'no-restricted-syntax',
  'plain-words/names',
  'plain-words/comments',
];

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => rulesUnderTest.includes(ruleId),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

let input = '';
for await (const chunk of process.stdin) input += chunk;

const outcomes = await Promise.all(
  JSON.parse(input).map(async ({ file, code }) => {
    const [result] = await eslint.lintText(code, { filePath: file });
    return result.messages.map(({ ruleId, message }) => ruleId ?? message);
  }),
);
process.stdout.write(JSON.stringify(outcomes));
